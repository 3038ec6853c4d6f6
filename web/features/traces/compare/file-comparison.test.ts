import { expect, test } from "vitest";
import { arrange } from "../../../../shared/trace/arrange.ts";
import { comparedPrint } from "../../../../shared/trace/compared-print.ts";
import { toSkeleton } from "../../../../shared/trace/skeleton.ts";
import { span } from "../../../../shared/trace/testing/made-rows.ts";
import type { FileTrace } from "../files/file-store.ts";
import { createReadJob } from "../files/read-job.ts";
import type { FromReader, ToReader } from "../files/read-messages.ts";
import { compareFiles, printsOfRows } from "./file-comparison.ts";

type Answer = Extract<FromReader, { ask: number }>;

/** A trace out of a Zipkin file, read by the worker's own code. */
async function opened(id: string, ...notes: string[]): Promise<FileTrace> {
  const text = JSON.stringify(
    notes.map((note, n) => ({
      traceId: id.repeat(32),
      id: `${n + 1}`.padStart(16, "0"),
      name: `step ${n}`,
      timestamp: 1_700_000_000_000_000 + n,
      duration: 5,
      localEndpoint: { serviceName: "shop" },
      tags: { note },
    })),
  );
  const said: FromReader[] = [];
  const job = createReadJob((message) => said.push(message));
  await job({ is: "read", file: new Blob([text]), now: 0 });
  const read = said.findLast((one) => one.is === "read")!;
  const ask = async (message: ToReader) => {
    await job(message);
    return said.at(-1) as Answer;
  };
  return {
    file: "some.json",
    ...read.traces[0]!,
    reader: {
      span: async () => null,
      async prints(traceId) {
        const answer = await ask({ is: "prints", ask: 1, traceId });
        return answer.is === "prints" ? answer.prints : null;
      },
      async compare(of) {
        const answer = await ask({ is: "compare", ask: 2, ...of });
        return answer.is === "compared" ? answer.comparison : null;
      },
      close() {},
    },
  };
}

const file = (of: FileTrace) => ({ is: "file" as const, file: of });

test("two files are held against each other, the first as the first", async () => {
  const [a, b] = [await opened("a", "x", "y"), await opened("b", "x", "z", "new")];
  expect((await compareFiles(file(a), file(b))).counts).toMatchObject({ matched: 2, details: 1, added: 1 });
  expect((await compareFiles(file(b), file(a))).counts).toMatchObject({ matched: 2, missing: 1, added: 0 });
});

test("a file is held against a trace of the server, on either side", async () => {
  const of = await opened("a", "x", "y");
  const rows = arrange([
    span({
      source: "shop",
      operation: "step 0",
      duration_us: 5,
      details: { attributes: { note: "x" } },
    }),
  ]);
  const stored = {
    is: "stored" as const,
    skeleton: toSkeleton(rows),
    prints: rows.map((row) => comparedPrint(row.span.details)),
  };
  expect((await compareFiles(stored, file(of))).counts).toMatchObject({ matched: 1, added: 1 });
  expect((await compareFiles(file(of), stored)).counts).toMatchObject({ matched: 1, missing: 1 });
});

test("a file that was closed meanwhile is said to be", async () => {
  const of = await opened("a", "x");
  const closed = { ...of, reader: { ...of.reader, compare: async () => null } };
  await expect(compareFiles(file(of), file(closed))).rejects.toThrow("was closed");
});

test("prints stand as the rows do, whenever they were read", () => {
  expect(printsOfRows({ id: [1, 2] }, { id: [1, 2], print: [10, 20] })).toEqual([10, 20]);
  expect(printsOfRows({ id: [2, 3, 1] }, { id: [1, 2], print: [10, 20] })).toEqual([20, 0, 10]);
});
