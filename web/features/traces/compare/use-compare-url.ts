import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAheadOfAddress } from "../../../components/frame/use-ahead-of-address.ts";
import type { CompareSearch } from "./compare-search.ts";

const route = getRouteApi("/traces/compare");

export type Side = "a" | "b";

const withoutPair = ({ at: _, ...rest }: CompareSearch): CompareSearch => rest;

/** What the address says, and how it is changed. Another trace makes a step to go back by, a pair does not. */
export function useCompareUrl() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/traces/compare" });
  const actions = useMemo(() => {
    const change = (next: (search: CompareSearch) => CompareSearch, replace: boolean) =>
      void navigate({
        to: "/traces/compare",
        search: <S extends CompareSearch>(old: S): S => next(old) as S,
        replace,
      });
    return {
      openPair: (at: string) => change((old) => ({ ...old, at }), true),
      closePair: () => change(withoutPair, true),
      choose: (side: Side, trace: string) => change((old) => ({ ...withoutPair(old), [side]: trace }), false),
      swap: () =>
        change((old) => {
          const { a, b, ...rest } = withoutPair(old);
          return { ...rest, ...(b === undefined ? {} : { a: b }), ...(a === undefined ? {} : { b: a }) };
        }, false),
      setSearch: (q: string) => change(({ q: _, ...rest }) => (q === "" ? rest : { ...rest, q }), true),
      setScale: (scale: "same" | "fitted") =>
        change(({ scale: _, ...rest }) => (scale === "fitted" ? { ...rest, scale } : rest), true),
    };
  }, [navigate]);
  const [q, setSearch] = useAheadOfAddress(search.q ?? "", actions.setSearch);
  return { search, ...actions, q, setSearch };
}

export type CompareUrl = ReturnType<typeof useCompareUrl>;
