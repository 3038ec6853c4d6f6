import { useSuspenseQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useStore } from "zustand";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { frameStore } from "./frame-store.ts";
import { useScreenTitle } from "./use-screen-title.ts";

/** The window's title, with what arrived unseen in front, as a tab shows no more than its first words. */
export function useWindowTitle(): void {
  const { data } = useSuspenseQuery(workspaceQuery);
  const screen = useScreenTitle();
  const unseen = useStore(frameStore, (state) => state.unseen);
  useEffect(() => {
    document.title = `${unseen > 0 ? `(${unseen}) ` : ""}${screen} · ${data.workspace} · Mission Control`;
  }, [screen, unseen, data.workspace]);
}
