import type { ReplayPlan } from "../../../shared/models/replay.ts";
import type { ReplayChoice } from "./choice-store.ts";
import { many, paceWords } from "./replay-words.ts";
import { RoleNote } from "./role-note.tsx";

/** What a dry run of this trace does, and how long it takes. */
export function DryPart({ plan, choice }: { plan: ReplayPlan | undefined; choice: ReplayChoice }) {
  const takes = plan && paceWords(choice.pace, choice.speed, plan.duration_us);
  return (
    <div className="flex flex-col gap-2 text-12 text-ink-2">
      <p>
        {plan ? `${many(plan.spans, "span")} are` : "The spans are"} rebuilt from what was recorded, under a
        new trace id. Nothing is called
        {takes ? (
          <>
            ; it takes <span className="text-ink">{takes}</span>
          </>
        ) : null}
        .
      </p>
      {plan !== undefined && plan.patches > 0 && (
        <p>
          {many(plan.patches, "patch", "patches")} of it {plan.patches === 1 ? "is" : "are"} made again in a
          scratch copy, and the files compared by their hash.
        </p>
      )}
      <RoleNote needs="agent" what="Starting a replay" />
    </div>
  );
}
