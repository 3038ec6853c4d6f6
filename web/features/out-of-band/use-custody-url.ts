import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";

const route = getRouteApi("/custody");

/** What the address says, and how it is changed. Only opening an edit from nothing makes a step to go back by. */
export function useCustodyUrl() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/custody" });
  const actions = useMemo(
    () => ({
      open: (edit: string) =>
        void navigate({ search: (old) => ({ ...old, edit }), replace: search.edit !== undefined }),
      close: () => void navigate({ search: ({ edit: _, ...rest }) => rest, replace: true }),
      setShow: (show: "open" | "all") =>
        void navigate({
          search: ({ show: _, ...rest }) => (show === "all" ? { ...rest, show } : rest),
          replace: true,
        }),
      setDiff: (diff: "split" | "unified") =>
        void navigate({
          search: ({ diff: _, ...rest }) => (diff === "split" ? { ...rest, diff } : rest),
          replace: true,
        }),
    }),
    [navigate, search.edit],
  );
  return { ...search, ...actions };
}
