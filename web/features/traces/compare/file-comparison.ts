import type { ComparisonColumns } from "../../../../shared/models/trace-comparison.ts";
import type { TraceSkeleton } from "../../../../shared/models/trace-skeleton.ts";
import type { FileTrace } from "../files/file-store.ts";

/** A trace of which the server has not both sides of a comparison: out of a file, or with what the server tells of it. */
export type LocalSide =
  | { is: "file"; file: FileTrace }
  | { is: "stored"; skeleton: TraceSkeleton; prints: ArrayLike<number> };

/**
 * Holds two traces against each other where one of them at least is out of a file, in the worker that has read it. Rejects
 * where the file is not open any more.
 */
export async function compareFiles(a: LocalSide, b: LocalSide): Promise<ComparisonColumns> {
  const comparison =
    b.is === "file"
      ? await against(b.file, "a", a)
      : a.is === "file"
        ? await against(a.file, "b", b)
        : // the server compares those
          null;
  if (comparison === null) throw new Error("the file was closed before it was compared: open it again");
  return comparison;
}

async function against(
  file: FileTrace,
  otherIs: "a" | "b",
  other: LocalSide,
): Promise<ComparisonColumns | null> {
  const prints =
    other.is === "file" ? await other.file.reader.prints(other.file.trace.trace_id) : other.prints;
  if (prints === null) return null;
  const { skeleton } = other.is === "file" ? other.file : other;
  return file.reader.compare({ traceId: file.trace.trace_id, otherIs, other: { skeleton, prints } });
}

/**
 * Prints in the order of the rows of a skeleton, which may have been read at another moment; 0 where there is none yet.
 */
export function printsOfRows(
  { id: rows }: Pick<TraceSkeleton, "id">,
  { id, print }: { id: readonly number[]; print: readonly number[] },
): readonly number[] {
  if (rows.length === id.length && rows.every((one, row) => one === id[row])) return print;
  const known = new Map(id.map((one, at) => [one, print[at]!]));
  return rows.map((one) => known.get(one) ?? 0);
}
