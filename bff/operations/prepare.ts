import { PatchBatch } from "../../shared/models/patch-operation.ts";
import { ok, type Result, refuse } from "../../shared/result.ts";

/** Parses what one operation takes, in place of its schema. */
type Prepare = (raw: unknown) => Result<{ input: unknown }>;

const batch: Prepare = (raw) => {
  const p = PatchBatch.safeParse(raw);
  return p.success ? ok({ input: p.data }) : refuse("INVALID_INPUT", p.error.message);
};

/**
 * Operations whose input is read more kindly than the schema says: batches arrive in the looser spellings of agents,
 * and are brought to the one spelling by the same code that patchctl uses.
 */
export const preparers: Readonly<Record<string, Prepare | undefined>> = {
  "patches.apply": batch,
  "patches.simulate": batch,
};
