import type { Refusal } from "../../../shared/result.ts";

/** A refusal in its own words, where the question that it answers stays open. */
export function RefusalNote({ refusal }: { refusal: Pick<Refusal, "code" | "error"> }) {
  return (
    <div role="alert" className="rounded-control border border-red/40 px-3 py-2 tint-red">
      <p className="font-mono font-semibold text-11 text-red-ink">{refusal.code}</p>
      <p className="break-words">{refusal.error}</p>
    </div>
  );
}
