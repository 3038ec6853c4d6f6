import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAheadOfAddress } from "../../../components/frame/use-ahead-of-address.ts";
import type { CompareSearch } from "./compare-search.ts";

const route = getRouteApi("/traces/compare");

export type Side = "a" | "b";

/** One of the two traces that the address names. */
export interface AskedSide {
  id: string;
  /** out of a file that this page has opened; false: it is the server's */
  fromFile: boolean;
}

const withoutPair = ({ at: _, ...rest }: CompareSearch): CompareSearch => rest;

/** The address with the trace on a side; undefined: with none. */
function placed(search: CompareSearch, side: Side, asked: AskedSide | undefined): CompareSearch {
  const [id, from] = [side, `${side}_from`] as const;
  const { [id]: _, [from]: __, ...rest } = search;
  if (asked === undefined) return rest;
  return { ...rest, [id]: asked.id, ...(asked.fromFile ? { [from]: "file" } : {}) };
}

const askedOf = (search: CompareSearch, side: Side): AskedSide | undefined => {
  const id = search[side];
  return id === undefined ? undefined : { id, fromFile: search[`${side}_from`] === "file" };
};

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
      restore: (search: CompareSearch) => change(() => search, false),
      choose: (side: Side, asked: AskedSide) => change((old) => placed(withoutPair(old), side, asked), false),
      swap: () =>
        change((old) => {
          const [a, b] = [askedOf(old, "a"), askedOf(old, "b")];
          return placed(placed(withoutPair(old), "a", b), "b", a);
        }, false),
      setSearch: (q: string) => change(({ q: _, ...rest }) => (q === "" ? rest : { ...rest, q }), true),
      setScale: (scale: "same" | "fitted") =>
        change(({ scale: _, ...rest }) => (scale === "fitted" ? { ...rest, scale } : rest), true),
    };
  }, [navigate]);
  const [q, setSearch] = useAheadOfAddress(search.q ?? "", actions.setSearch);
  return { search, a: askedOf(search, "a"), b: askedOf(search, "b"), ...actions, q, setSearch };
}

export type CompareUrl = ReturnType<typeof useCompareUrl>;
