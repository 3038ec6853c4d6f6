import type { MatchTier, Score } from "../models/patch-result.ts";
import { percent } from "./change-share.ts";

/** What the score of a planned operation is made from. */
export interface ScoreFacts {
  added: number;
  removed: number;
  /** share of the file's lines that the batch changes */
  share: number;
  tier: MatchTier | null;
  /** where the place came from: text that was matched, line numbers that `expect` confirmed, or bare numbers */
  place: "matched" | "expected" | "blind" | "whole-file";
  withinTask: boolean;
  /** lines between the edit and the nearest guarded region; null: the file has none */
  guardDistance: number | null;
  /** verdict of the type check; null: nobody checks this file; undefined: not asked */
  types: boolean | null | undefined;
}

const tierLoss: Record<MatchTier, number> = {
  exact: 0,
  "trailing-space": 3,
  "surrounding-space": 8,
  typography: 12,
};

/**
 * The score of a dry run, 0 to 100: it starts at 100 and loses
 * - 10 where the place is a bare line number that no `expect` confirms;
 * - 3, 8 or 12 where text matched without trailing space, without surrounding space, or by folded typography;
 * - half a point for each per cent of the file that changes, at most 30;
 * - 1 for each 20 lines added or removed, at most 15;
 * - 15 where a guarded region is within 20 lines;
 * - 3 where no task bounds the edit;
 * - 40 where it brings new type errors, 5 where nobody checks types.
 */
export function scoreOf(facts: ScoreFacts): Score {
  const reasons: string[] = [];
  let value = 100;
  const lose = (points: number) => {
    value -= points;
  };
  const lines = facts.added + facts.removed;
  const size = `${lines} ${lines === 1 ? "line" : "lines"}`;
  switch (facts.place) {
    case "matched":
      reasons.push(`${size} at text that matched (${facts.tier ?? "exact"})`);
      break;
    case "expected":
      reasons.push(`${size} at lines that are as expected`);
      break;
    case "whole-file":
      reasons.push(`${size}, a whole file made or removed`);
      break;
    case "blind":
      lose(10);
      reasons.push(`${size} at bare line numbers, which no expect confirms (-10)`);
  }
  if (facts.tier && tierLoss[facts.tier] > 0) {
    lose(tierLoss[facts.tier]);
    reasons.push(`the match ignores ${facts.tier.replace("-", " ")} (-${tierLoss[facts.tier]})`);
  }
  const shareLoss = Math.min(30, Math.round(facts.share * 50));
  lose(shareLoss);
  reasons.push(`${percent(facts.share)} of the file changes${shareLoss > 0 ? ` (-${shareLoss})` : ""}`);
  const sizeLoss = Math.min(15, Math.floor(lines / 20));
  if (sizeLoss > 0) {
    lose(sizeLoss);
    reasons.push(`a large edit (-${sizeLoss})`);
  }
  if (facts.guardDistance === null || facts.guardDistance > 20) reasons.push("no guard within 20 lines");
  else {
    lose(15);
    reasons.push(`a guarded region is ${facts.guardDistance} lines away (-15)`);
  }
  if (facts.withinTask) reasons.push("within the spans of its task");
  else {
    lose(3);
    reasons.push("no task bounds it (-3)");
  }
  if (facts.types === true) reasons.push("no new type error");
  else if (facts.types === false) {
    lose(40);
    reasons.push("new type errors (-40)");
  } else {
    lose(5);
    reasons.push("types are not checked (-5)");
  }
  return { value: Math.max(0, value), reasons };
}
