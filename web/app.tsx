import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { queryClient } from "./api/query-client.ts";
import { ErrorBoundary } from "./components/frame/error-boundary.tsx";
import { Toaster } from "./components/ui/toaster.tsx";
import { router } from "./routes.tsx";

export function App() {
  return (
    <ErrorBoundary what="Mission Control">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toaster />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
