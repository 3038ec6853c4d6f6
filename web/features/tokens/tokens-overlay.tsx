import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { useStore } from "zustand";
import { sessionStore } from "../../api/session-store.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { lazyPart } from "../../components/ui/lazy-part.tsx";

const TokensDialog = lazyPart(() => import("./tokens-dialog.tsx").then((file) => file.TokensDialog));

/** The tokens dialog over whichever screen, while the address asks for it with `dialog=tokens`. */
export function TokensOverlay() {
  const { dialog } = useSearch({ from: "__root__" });
  const navigate = useNavigate();
  const signedOut = useStore(sessionStore, (state) => state.signedOut);
  const workspace = useQuery({ ...workspaceQuery, enabled: false });
  if (dialog !== "tokens" || signedOut !== null || workspace.data === undefined) return null;
  const close = () => navigate({ to: ".", search: ({ dialog: _, ...rest }) => rest, replace: true });
  return (
    <Suspense>
      <TokensDialog url={workspace.data.url} onClose={close} />
    </Suspense>
  );
}
