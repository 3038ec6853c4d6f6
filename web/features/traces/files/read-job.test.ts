import { expect, test } from "vitest";
import { createReadJob } from "./read-job.ts";
import type { FromReader } from "./read-messages.ts";

const zipkin = (count: number, note = "x") =>
  JSON.stringify(
    Array.from({ length: count }, (_, n) => ({
      traceId: "a".repeat(32),
      id: `${n + 1}`.padStart(16, "0"),
      name: `step ${n}`,
      timestamp: 1_700_000_000_000_000 + n,
      duration: 5,
      localEndpoint: { serviceName: "shop" },
      tags: { note },
    })),
  );

function job() {
  const said: FromReader[] = [];
  return { said, say: createReadJob((message) => said.push(message)) };
}

test("a file is read with its progress told, and its spans are there one by one", async () => {
  const { said, say } = job();
  await say({ is: "read", file: new Blob([zipkin(3000, "größer")]), now: 0 });
  const phases = said.flatMap((one) => (one.is === "progress" ? [one] : []));
  expect([...new Set(phases.map(({ phase }) => phase))]).toEqual(["reading", "understanding", "arranging"]);
  expect(phases.findLast(({ phase }) => phase === "reading")?.share).toBe(1);
  const read = said.at(-1)!;
  if (read.is !== "read") throw new Error(read.is);
  expect(read.traces[0]!.trace.spans).toBe(3000);
  // details stay where the file was read
  expect(JSON.stringify(read.traces)).not.toContain("größer");
  await say({ is: "span", ask: 7, traceId: "a".repeat(32), id: read.traces[0]!.skeleton.id[2]! });
  expect(said.at(-1)).toMatchObject({
    is: "span",
    ask: 7,
    span: { operation: "step 2", details: { attributes: { note: "größer" } } },
  });
  await say({ is: "span", ask: 8, traceId: "another", id: 1 });
  expect(said.at(-1)).toEqual({ is: "span", ask: 8, span: null });
});

test("what is no trace is refused in words, and no trace is told", async () => {
  const { said, say } = job();
  await say({ is: "read", file: new Blob(["<html>"]), now: 0 });
  expect(said.at(-1)).toMatchObject({ is: "refused", error: expect.stringContaining("HTML") });
});

test("a trace of a file is held against another, from either side, details included", async () => {
  const other = job();
  await other.say({ is: "read", file: new Blob([zipkin(3, "other")]), now: 0 });
  await other.say({ is: "prints", ask: 1, traceId: "a".repeat(32) });
  const printed = other.said.at(-1)!;
  if (printed.is !== "prints" || printed.prints === null) throw new Error(printed.is);
  const read = other.said.findLast((one) => one.is === "read")!;
  const { skeleton } = read.traces[0]!;

  const { said, say } = job();
  await say({ is: "read", file: new Blob([zipkin(2, "own")]), now: 0 });
  const ask = { traceId: "a".repeat(32), other: { skeleton, prints: printed.prints } };
  await say({ is: "compare", ask: 2, ...ask, otherIs: "b" });
  expect(said.at(-1)).toMatchObject({
    is: "compared",
    ask: 2,
    comparison: { counts: { matched: 2, details: 2, added: 1, missing: 0 } },
  });
  await say({ is: "compare", ask: 3, ...ask, otherIs: "a" });
  expect(said.at(-1)).toMatchObject({ comparison: { counts: { matched: 2, added: 0, missing: 1 } } });
  await say({ is: "compare", ask: 4, ...ask, traceId: "closed", otherIs: "a" });
  expect(said.at(-1)).toEqual({ is: "compared", ask: 4, comparison: null });
  await say({ is: "prints", ask: 5, traceId: "closed" });
  expect(said.at(-1)).toEqual({ is: "prints", ask: 5, prints: null });
});
