import type { SecretUse } from "../../../shared/factory-reach.ts";
import type {
  Replay,
  ReplayCall,
  ReplayMode,
  ReplayPace,
  ReplayPlan,
} from "../../../shared/models/replay.ts";
import { assertNever } from "../../../shared/result.ts";
import { formatDuration } from "../../components/ui/time-format.ts";

export const modeName = (mode: ReplayMode): string => (mode === "live" ? "live replay" : "dry run");

/** `1 call`, `3 calls`. */
export const many = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : several}`;

/** How long the waiting of a replay takes at least, in words; null: nothing is waited for. */
export function paceWords(pace: ReplayPace, speed: number, durationUs: number): string | null {
  if (pace === "at-once") return null;
  return formatDuration(durationUs / 1000 / (pace === "faster" ? speed : 1));
}

export const callsOf = ({ factories }: Pick<ReplayPlan, "factories">): number =>
  factories.reduce((sum, { calls }) => sum + calls, 0);

/** With what a factory is called at its address. */
export const secretUseWords: Readonly<Record<SecretUse, string>> = {
  none: "without a token",
  sent: "with its token",
  elsewhere: "without its token: that is kept for another address",
  unused: "without its token",
};

/** What to know of a factory that turned calls away, before a link to where that is put right. Null: it did not. */
export function turnedAwayWords(
  calls: readonly Pick<ReplayCall, "turned_away">[],
): { words: string; todo: string } | null {
  const how = calls.findLast(({ turned_away }) => turned_away !== undefined)?.turned_away;
  if (how === undefined) return null;
  return how === "without-secret"
    ? { words: "It was called without a token.", todo: "Set one in Factories" }
    : { words: "It does not take the token that is kept for it.", todo: "Set another in Factories" };
}

/** What a live replay did with one factory. */
export interface FactoryCalls {
  factory: string;
  via: ReplayCall["via"];
  calls: number;
  failed: ReplayCall[];
  differ: number;
}

/** Calls by factory and way, in the order in which each was first called. */
export function callsByFactory(calls: readonly ReplayCall[]): FactoryCalls[] {
  const found = new Map<string, FactoryCalls>();
  for (const call of calls) {
    const key = `${call.factory}\n${call.via}`;
    const held = found.get(key) ?? { factory: call.factory, via: call.via, calls: 0, failed: [], differ: 0 };
    held.calls += 1;
    if (!call.ok) held.failed.push(call);
    if (call.differs) held.differ += 1;
    found.set(key, held);
  }
  return [...found.values()];
}

/** What a person does about a replay that did not come out as the original; null: there is nothing to do. */
export function whatNext({ status, mode, report }: Replay): string | null {
  if (status === "failed" && report.patches_same < report.patches_total)
    return "A patch that differs made another file than before: its inputs are no longer what they were. Open it to see what it rests on.";
  if (status === "failed" && mode === "live")
    return `Compare shows the first call that went another way.${report.calls.some(({ ok, differs }) => differs && !ok) ? " Once its factory is put right, run it again." : ""}`;
  if (status === "failed") return "Compare shows where the two part.";
  if (status === "aborted") return "What it had done until then stays, and can be compared.";
  return null;
}

/** Share of the spans that are done, 0 to 1. */
export const progressOf = ({ spans, report }: Pick<Replay, "spans" | "report">): number =>
  report.of === 0 ? 0 : Math.min(1, spans / report.of);

/** `302 ms, as long as before`, `310 ms (was 302 ms, +3 %)`. `text` says microseconds. */
export function lengthWords(
  { original_us, replay_us }: Pick<Replay["report"], "original_us" | "replay_us">,
  text: (us: number) => string,
): string {
  if (replay_us === null) return "—";
  if (replay_us === original_us) return `${text(replay_us)}, as long as before`;
  const share = original_us === 0 ? 0 : Math.round(((replay_us - original_us) / original_us) * 100);
  const by = share === 0 ? "" : `, ${share > 0 ? "+" : "−"}${Math.abs(share)}\u00a0%`;
  return `${text(replay_us)} (was ${text(original_us)}${by})`;
}

export function paceName({ pace, speed }: Pick<Replay["report"], "pace" | "speed">): string {
  switch (pace) {
    case "original":
      return "at the original pace";
    case "faster":
      return `${speed.toLocaleString()} times as fast`;
    case "at-once":
      return "at once";
    default:
      return assertNever(pace);
  }
}
