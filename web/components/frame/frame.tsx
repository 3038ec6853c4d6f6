import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { useStore } from "zustand";
import { RefusedError } from "../../api/answer.ts";
import { sessionStore } from "../../api/session-store.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { lazyPart, NotLoaded } from "../ui/lazy-part.tsx";
import { missingPart } from "../ui/missing-part.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FrameSkeleton } from "./frame-skeleton.tsx";
import { frameStore, openOverlay } from "./frame-store.ts";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useFrameCommands } from "./use-frame-commands.ts";
import { useKeyDispatch } from "./use-key-dispatch.ts";
import { useLiveConnection } from "./use-live-connection.ts";
import { useWindowTitle } from "./use-window-title.ts";

const Palette = lazyPart(() => import("./palette.tsx").then((file) => file.Palette), NoOverlay);
const SignIn = lazyPart(
  () => import("./sign-in.tsx").then((file) => file.SignIn),
  missingPart("The sign-in"),
);
const KeyHelp = lazyPart(() => import("./key-help.tsx").then((file) => file.KeyHelp), NoOverlay);

/** What stands around every screen; and before it, the sign-in. The address stays, so that signing in returns to it. */
export function Frame() {
  const signedOut = useStore(sessionStore, (state) => state.signedOut);
  const workspace = useQuery({ ...workspaceQuery, enabled: signedOut === null });
  useLiveConnection(signedOut === null ? workspace.data : undefined);

  if (signedOut !== null)
    return (
      <Suspense>
        <SignIn code={signedOut} wasIn={workspace.data !== undefined} />
      </Suspense>
    );
  if (workspace.data) return <SignedIn />;
  if (workspace.error)
    return (
      <ErrorState
        title="The server did not say what it governs"
        message={workspace.error.message}
        {...(workspace.error instanceof RefusedError ? { code: workspace.error.code } : {})}
        onRetry={() => workspace.refetch()}
      />
    );
  return <FrameSkeleton />;
}

function SignedIn() {
  const overlay = useStore(frameStore, (state) => state.overlay);
  useKeyDispatch();
  useFrameCommands();
  useWindowTitle();
  return (
    <div className="grid h-full grid-cols-[56px_minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)]">
      <Rail />
      <TopBar />
      <main className="min-h-0 min-w-0">
        <ErrorBoundary what="This screen">
          <Outlet />
        </ErrorBoundary>
      </main>
      <Suspense>
        {overlay === "palette" && <Palette />}
        {overlay === "keys" && <KeyHelp />}
      </Suspense>
    </div>
  );
}

function NoOverlay() {
  return <NotLoaded onClose={() => openOverlay("none")} />;
}
