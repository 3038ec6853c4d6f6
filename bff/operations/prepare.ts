import { parseBatch } from "../../shared/patch/parse-batch.ts";
import { ok, type Result, refuse } from "../../shared/result.ts";

/** Reads what one operation takes, in place of its schema. */
type Prepare = (raw: unknown) => Result<{ input: unknown }>;

/** The reader that patchctl uses; only `blockFile` means a file of the caller's machine, which is not here. */
const readBatch: Prepare = (raw) => {
  const read = parseBatch(raw);
  if (!read.ok) return read;
  const problems = read.batch.patches.flatMap((patch, n) =>
    "blockFile" in patch && patch.blockFile !== undefined
      ? [
          {
            path: `patches.${n}.blockFile`,
            message: "is read by patchctl only: send the text itself as block",
          },
        ]
      : [],
  );
  const [first] = problems;
  if (first === undefined) return ok({ input: read.batch });
  return refuse("INVALID_INPUT", `${first.path} ${first.message}`, { problems });
};

/**
 * Operations whose input is read more kindly than its schema says: batches come in the looser spellings of agents,
 * and are brought to the one spelling by the same code whichever way they come in.
 */
export const preparers: Readonly<Record<string, Prepare | undefined>> = {
  "patches.apply": readBatch,
  "patches.simulate": readBatch,
};
