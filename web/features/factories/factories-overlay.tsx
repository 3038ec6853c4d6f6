import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { useStore } from "zustand";
import { sessionStore } from "../../api/session-store.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { lazyPart } from "../../components/ui/lazy-part.tsx";

const FactoriesDialog = lazyPart(() => import("./factories-dialog.tsx").then((file) => file.FactoriesDialog));

/** The factories over whichever screen, while the address asks for them with `dialog=factories`; `of` names one. */
export function FactoriesOverlay() {
  const { dialog, of } = useSearch({ from: "__root__" });
  const navigate = useNavigate();
  const signedOut = useStore(sessionStore, (state) => state.signedOut);
  const workspace = useQuery({ ...workspaceQuery, enabled: false });
  if (dialog !== "factories" || signedOut !== null || workspace.data === undefined) return null;
  const close = () => navigate({ to: ".", search: ({ dialog: _, of: __, ...rest }) => rest, replace: true });
  const { caller, url } = workspace.data;
  return (
    <Suspense>
      <FactoriesDialog role={caller.role} url={url} of={of} onClose={close} />
    </Suspense>
  );
}
