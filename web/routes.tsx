import { createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { Frame } from "./components/frame/frame.tsx";
import { lazyScreen } from "./components/frame/lazy-screen.tsx";
import { NotFound } from "./components/frame/not-found.tsx";
import { FactoriesOverlay } from "./features/factories/factories-overlay.tsx";
import { LeasesOverlay } from "./features/leases/leases-overlay.tsx";
import { CustodySearch } from "./features/out-of-band/custody-search.ts";
import { EditToasts } from "./features/out-of-band/edit-toasts.ts";
import { PatchMonitor } from "./features/patches/patch-monitor.tsx";
import { PatchSearch } from "./features/patches/patch-search.ts";
import { TokensOverlay } from "./features/tokens/tokens-overlay.tsx";
import { CompareSearch } from "./features/traces/compare/compare-search.ts";
import { TraceSearch } from "./features/traces/trace-search.ts";
import { parseSearch, stringifySearch } from "./routes-search.ts";

/** `dialog`: what is open over the screen, whichever it is; `of`: which factory it is about. */
function rootSearch({ dialog, of }: Record<string, unknown>): {
  dialog?: "tokens" | "leases" | "factories";
  of?: string | undefined;
} {
  if (dialog === "factories") return typeof of === "string" ? { dialog, of } : { dialog };
  return dialog === "tokens" || dialog === "leases" ? { dialog } : {};
}

const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  validateSearch: rootSearch,
});

function Root() {
  return (
    <>
      <Frame />
      <TokensOverlay />
      <LeasesOverlay />
      <FactoriesOverlay />
      <EditToasts />
    </>
  );
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/patches", replace: true });
  },
});

const patches = createRoute({
  getParentRoute: () => root,
  path: "/patches",
  validateSearch: (search) => PatchSearch.parse(search),
  component: PatchMonitor,
  staticData: { title: "Patches" },
});

const custody = createRoute({
  getParentRoute: () => root,
  path: "/custody",
  validateSearch: (search) => CustodySearch.parse(search),
  component: lazyScreen("Custody", () =>
    import("./features/out-of-band/custody-screen.tsx").then((file) => file.CustodyScreen),
  ),
  staticData: { title: "Custody" },
});

const traces = createRoute({
  getParentRoute: () => root,
  path: "/traces",
  validateSearch: (search) => TraceSearch.parse(search),
  component: lazyScreen("Traces", () => import("./traces-screen.tsx").then((file) => file.TracesScreen)),
  staticData: { title: "Traces" },
});

/** One trace is the same screen with its id in the path: going from one to the next keeps the screen. */
const oneTrace = createRoute({
  getParentRoute: () => traces,
  path: "$traceId",
  loader: async ({ params, location }) => {
    if ("from" in location.search) return;
    // what does not come is asked for by the screen
    const file = await import("./features/traces/prefetch-trace.ts").catch(() => null);
    await file?.prefetchTrace(params.traceId);
  },
});

/** Beside the traces, not within them: a screen of its own. */
const compareTraces = createRoute({
  getParentRoute: () => root,
  path: "/traces/compare",
  validateSearch: (search) => CompareSearch.parse(search),
  loaderDeps: ({ search: { a, b, a_from, b_from } }) => ({ a, b, ofFiles: (a_from ?? b_from) !== undefined }),
  loader: async ({ deps: { a, b, ofFiles } }) => {
    if (a === undefined || b === undefined || ofFiles) return;
    const file = await import("./features/traces/compare/prefetch-comparison.ts").catch(() => null);
    await file?.prefetchComparison(a, b);
  },
  component: lazyScreen("The comparison", () =>
    import("./features/traces/compare/compare-screen.tsx").then((file) => file.CompareScreen),
  ),
  staticData: { title: "Compare traces" },
});

/** Every screen there is. Its search parameters are plain, so that a link can be read and written by hand. */
export const router = createRouter({
  routeTree: root.addChildren([home, patches, traces.addChildren([oneTrace]), compareTraces, custody]),
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** what the top bar and the window call the screen */
    title?: string;
  }
}
