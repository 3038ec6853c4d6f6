import { type Refusal, refuse } from "../result.ts";
import { guardLines, wrongWith } from "./guard-words.ts";
import type { Guard, GuardState } from "./guards.ts";
import type { LineEdit } from "./line-edit.ts";

const place = (file: string, { name, start, end }: Guard) => ({ file, guard: name, start, end });

/** An edit wants to change, move or remove a region that is not unlocked. */
export function refuseTouch(
  file: string,
  guard: Guard,
  by: LineEdit | "delete" | null,
  unlock: readonly string[],
): Refusal {
  const { name } = guard;
  const where = `the guarded region "${name}", ${guardLines(guard)} of ${file}`;
  const whole = !guard.opens
    ? ", which has no START and so guards everything above its END"
    : !guard.closes
      ? ", which has no END and so guards everything below its START"
      : "";
  const names = [...new Set([...unlock, name])];
  const reviewer = `ask a reviewer to send the edit with "unlock": ${JSON.stringify(names)} (patchctl: ${names.map((one) => `--unlock ${one}`).join(" ")})`;
  if (by === "delete")
    return refuse(
      "GUARD_VIOLATION",
      `${file} cannot be deleted: it holds ${where}${whole}; keep the file, or ${reviewer}`,
      place(file, guard),
    );
  const others =
    unlock.length === 0 ? "" : `; the batch unlocks ${unlock.join(", ")}, which does not unlock "${name}"`;
  const touched = by === null ? {} : { touched: { start: by.oldAt + 1, end: by.oldAt + by.removed } };
  return refuse(
    "GUARD_VIOLATION",
    `the edit reaches into ${where}${whole}${others}; leave these lines as they are, both markers included, and edit above or below them, or ${reviewer}`,
    { ...place(file, guard), ...touched },
  );
}

/** An edit brings a second region of a name that the file has. */
export const refuseSecond = (file: string, guard: Guard): Refusal =>
  refuse(
    "GUARD_VIOLATION",
    `the edit brings a second guarded region "${guard.name}" (${guardLines(guard)} of ${file} as it would be), and one of that name is there; leave its markers out, or give the new region another name`,
    place(file, guard),
  );

/** An edit brings a marker or a pair of them that does not hold. */
export const refuseBroken = (file: string, guard: Guard, state: GuardState, digits: string | null): Refusal =>
  refuse(
    "GUARD_VIOLATION",
    `the edit leaves a guarded region "${guard.name}" (${guardLines(guard)} of ${file} as it would be) that ${wrongWith(guard, state, digits)}; ${digits === null ? "send both markers, or neither" : `write @hash:${digits} into both of its markers, or have patchctl guard add place them`}`,
    { ...place(file, guard), state, ...(digits === null ? {} : { hash: digits }) },
  );

/** Two unlocked regions cross: what one's markers carry is part of what the other's hash is made from. */
export const refuseCrossing = (file: string, guard: Guard): Refusal =>
  refuse(
    "GUARD_VIOLATION",
    `the guarded region "${guard.name}", ${guardLines(guard)} of ${file}, crosses another one: each holds a marker of the other, so no hash fits both; take the markers of one out in the same edit`,
    place(file, guard),
  );

/** `unlock` names what no file of the batch has. */
export function refuseUnknown(
  names: readonly string[],
  known: readonly { file: string; name: string }[],
): Refusal {
  const list = known.slice(0, 20).map(({ file, name }) => `${name} (${file})`);
  return refuse(
    "GUARD_NOT_FOUND",
    `no file of this batch has a guarded region ${names.map((name) => `"${name}"`).join(", ")}; ${list.length === 0 ? 'none has any: leave "unlock" out' : `there is ${list.join(", ")}: unlock those that the edit has to change`}`,
    { unlock: names, guards: known.slice(0, 100) },
  );
}

/** Somebody names guards who may not. */
export const refuseUnlock = (names: readonly string[]): Refusal =>
  refuse(
    "FORBIDDEN",
    `only a reviewer may unlock ${names.map((name) => `"${name}"`).join(", ")}; send the batch without "unlock" and edit around the region, or ask a reviewer to send it to the server with a token of their role`,
    { needs: "reviewer", unlock: names },
  );
