import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { workspaceInfo } from "../../../shared/operations/system.ts";
import { call } from "../../api/call.ts";
import { sessionStore } from "../../api/session-store.ts";
import { throttled } from "../../api/throttled.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { connection } from "../../live/connection.ts";
import { live, startLive, stopLive } from "../../live/live.ts";
import { hearSignOut } from "./sign-out.ts";

/** How often the totals of today are read again while events pour in. */
const TOTALS_MS = 1500;

/**
 * Holds the page's live connection while someone is signed in. It begins at the seq that the workspace was read
 * at, which is before any screen reads its history: so whatever a history lacks comes over the connection.
 */
export function useLiveConnection(workspace: { seq: number } | undefined): void {
  const queryClient = useQueryClient();
  const signedIn = workspace !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: later reads of the workspace do not move the connection
  useEffect(() => {
    if (workspace === undefined) return;
    const readTotals = throttled(TOTALS_MS, () =>
      queryClient.invalidateQueries({ queryKey: workspaceQuery.queryKey }),
    );
    const offPatch = live.subscribe("patch", readTotals);
    const offResync = live.subscribe("resync", readTotals);
    const offEnd = connection.subscribe(({ state }) => {
      if (state.at === "ended" && state.reason === "signed-out")
        sessionStore.setState({ signedOut: "TOKEN_REVOKED" });
    });
    const offSignOut = hearSignOut();
    startLive({
      since: workspace.seq,
      checkSession: async () => {
        const answer = await call(workspaceInfo, {});
        return answer.ok || (answer.code !== "UNAUTHENTICATED" && answer.code !== "TOKEN_REVOKED");
      },
    });
    return () => {
      offPatch();
      offResync();
      offEnd();
      offSignOut();
      readTotals.cancel();
      stopLive();
    };
  }, [signedIn, queryClient]);
}
