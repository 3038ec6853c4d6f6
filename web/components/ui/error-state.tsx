import { TriangleAlert } from "lucide-react";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

/** Something could not be read: what, in the server's words, and a way to try again. */
export function ErrorState({
  title,
  message,
  code,
  onRetry,
}: {
  title: string;
  message: string;
  code?: string;
  onRetry?: () => void;
}) {
  return (
    <div role="alert" className="h-full">
      <EmptyState
        icon={<TriangleAlert className="text-red-ink" />}
        title={title}
        action={onRetry && <Button onClick={onRetry}>Try again</Button>}
      >
        <p>{message}</p>
        {code && <p className="mt-1 font-mono text-11 text-ink-3">{code}</p>}
      </EmptyState>
    </div>
  );
}
