import type { ReplayPace } from "../../../shared/models/replay.ts";
import { Segmented } from "../../components/ui/segmented.tsx";

const paces = [
  { value: "original", label: "Original" },
  { value: "faster", label: "Faster" },
  { value: "at-once", label: "At once" },
] as const;

/** How far apart the spans come: as they did, so many times as fast, or without waiting. */
export function PaceField({
  pace,
  speed,
  onChange,
}: {
  pace: ReplayPace;
  speed: number;
  onChange: (choice: { pace: ReplayPace; speed: number }) => void;
}) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label="Pace"
        value={pace}
        options={paces}
        onChange={(next) => onChange({ pace: next, speed })}
      />
      {pace === "faster" && (
        <label className="flex items-center gap-1.5 text-12 text-ink-2">
          <input
            type="number"
            min={1}
            max={10_000}
            step="any"
            required
            defaultValue={speed}
            onChange={({ target }) =>
              target.validity.valid && onChange({ pace, speed: target.valueAsNumber })
            }
            className="h-[24px] w-16 rounded-control border border-line bg-surface-2 px-2 font-mono text-12 invalid:border-red"
          />
          times
        </label>
      )}
    </div>
  );
}
