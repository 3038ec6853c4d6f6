import type { Parcel } from "../domain/parcel";

export type Valid<T> = { ok: true; value: T } | { ok: false; problems: string[] };

// limits: start
const maxGrams = 20_000;
// limits: end

export function parseParcel(input: unknown): Valid<Parcel> {
  const problems: string[] = [];
  const raw = (input ?? {}) as Partial<Parcel>;
  if (typeof raw.id !== "string") problems.push("id is a text");
  if (typeof raw.from !== "string") problems.push("from is a text");
  if (typeof raw.to !== "string") problems.push("to is a text");
  if (typeof raw.grams === "number" && raw.grams > maxGrams) problems.push("grams is at most " + maxGrams);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      id: raw.id ?? "",
      from: raw.from ?? "",
      to: raw.to ?? "",
      grams: raw.grams ?? 0,
      state: "announced",
      price: null,
    },
  };
}
