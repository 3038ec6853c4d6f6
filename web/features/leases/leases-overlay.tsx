import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { useStore } from "zustand";
import { sessionStore } from "../../api/session-store.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { lazyPart } from "../../components/ui/lazy-part.tsx";

const LeasesDialog = lazyPart(() => import("./leases-dialog.tsx").then((file) => file.LeasesDialog));

/** The leases over whichever screen, while the address asks for them with `dialog=leases`. */
export function LeasesOverlay() {
  const { dialog } = useSearch({ from: "__root__" });
  const navigate = useNavigate();
  const signedOut = useStore(sessionStore, (state) => state.signedOut);
  const workspace = useQuery({ ...workspaceQuery, enabled: false });
  if (dialog !== "leases" || signedOut !== null || workspace.data === undefined) return null;
  const close = () => navigate({ to: ".", search: ({ dialog: _, ...rest }) => rest, replace: true });
  return (
    <Suspense>
      <LeasesDialog role={workspace.data.caller.role} onClose={close} />
    </Suspense>
  );
}
