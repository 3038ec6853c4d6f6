import { randomUUID } from "node:crypto";

/** Twelve random hex digits. Cheaper than `randomBytes`, which asks the system each time. */
export const randomHex = (): string => randomUUID().slice(24);
