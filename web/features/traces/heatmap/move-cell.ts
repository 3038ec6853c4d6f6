/** Where the keys stand in the heatmap. `minute` -1: on the name of the source. */
export interface HeatPlace {
  row: number;
  minute: number;
}

const steps: Record<string, (place: HeatPlace) => HeatPlace> = {
  ArrowLeft: ({ row, minute }) => ({ row, minute: minute - 1 }),
  ArrowRight: ({ row, minute }) => ({ row, minute: minute + 1 }),
  ArrowUp: ({ row, minute }) => ({ row: row - 1, minute }),
  ArrowDown: ({ row, minute }) => ({ row: row + 1, minute }),
  Home: ({ row }) => ({ row, minute: -1 }),
  End: ({ row }) => ({ row, minute: Number.POSITIVE_INFINITY }),
};

/** Where a key leads from a place, within so many rows and minutes; null for a key that leads nowhere. */
export function movedCell(
  place: HeatPlace,
  key: string,
  { rows, minutes }: { rows: number; minutes: number },
): HeatPlace | null {
  const step = steps[key];
  if (step === undefined) return null;
  const { row, minute } = step(place);
  return {
    row: Math.min(rows - 1, Math.max(0, row)),
    minute: Math.min(minutes - 1, Math.max(-1, minute)),
  };
}
