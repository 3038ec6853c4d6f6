import { stageFamilies } from "../../../../shared/models/span.ts";
import { isError } from "../../../../shared/trace/skeleton.ts";
import { errorLook, familyLooks } from "./family-look.ts";
import type { TraceModel } from "./trace-model.ts";

/** What the colours say: those that this trace has. */
export function Legend({ model }: { model: TraceModel }) {
  const there = new Set(model.families);
  const entries = stageFamilies
    .filter((family) => there.has(family))
    .map((family) => ({ name: family as string, fill: familyLooks[family].fill }));
  if (model.skeleton.flags.some(isError)) entries.push({ name: "error", fill: errorLook.fill });
  return (
    <ul className="hidden shrink-0 gap-2.5 font-normal text-11 text-ink-2 @min-[640px]/pane:flex">
      {entries.map(({ name, fill }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className="size-[9px] rounded-sm" style={{ background: fill }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
