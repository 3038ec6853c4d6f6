import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditFour, batchOfFour, freshForFour } from "../testing/batch-of-four.ts";

/** `CRASH_POINTS=all` dies at every call; every third will do from day to day. */
const everyPoint = process.env.CRASH_POINTS === "all";

// bundled, because it starts some hundreds of times
let program = "";
beforeAll(async () => {
  program = join(mkdtempSync(join(tmpdir(), "die-")), "die-at-call.mjs");
  const source = join(import.meta.dirname, "../testing/die-at-call.ts");
  const external = ["typescript", "typescript/*"];
  const banner = {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  };
  await build({
    entryPoints: [source],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    external,
    banner,
  });
});
afterAll(() => rmSync(dirname(program), { recursive: true, force: true }));

interface Ran {
  answer: string | undefined;
  calls: number | null;
}

const run = (root: string, n: number, what: string): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, root, String(n), what], (_, out) => {
      const [answer, calls] = out.trim().split("\n");
      resolve({ answer: answer || undefined, calls: calls ? Number(calls) : null });
    });
  });

test("killed before any one of its calls, a batch is there as a whole or not at all, and so is what is kept of it", async () => {
  await using whole = freshForFour();
  const { calls } = await run(whole.root, 0, JSON.stringify(batchOfFour));
  expect(auditFour(whole, true)).toEqual([]);
  const points = Array.from({ length: calls! }, (_, i) => i + 1).filter((n) => everyPoint || n % 3 === 0);
  const wrong: Record<number, string[]> = {};
  const outcomes = { there: 0, absent: 0 };
  const dieAt = async (n: number) => {
    await using ws = freshForFour();
    const { answer } = await run(ws.root, n, JSON.stringify(batchOfFour));
    // who recovers may die as well, here and there
    await run(ws.root, ((n * 7) % 30) + 1, "recover");
    expect(await ws.workspace.recover()).toMatchObject({ ok: true });
    // locks of the dead are swept by whoever first takes one
    await ws.workspace.apply(ws.batch({ op: "append", file: "none.txt", block: "x" }));
    const found = auditFour(ws, answer === "ok");
    if (found.length > 0) wrong[n] = found;
    outcomes[existsSync(join(ws.root, "moved.txt")) ? "there" : "absent"] += 1;
    // whatever came of it, the same request is answered
    expect(await ws.apply(batchOfFour)).toMatchObject({ ok: true });
  };
  // two at a time
  const queue = points.values();
  await Promise.all(
    [1, 2].map(async () => {
      for (const n of queue) await dieAt(n);
    }),
  );
  expect(wrong).toEqual({});
  expect(Math.min(outcomes.there, outcomes.absent)).toBeGreaterThan(5);
}, 300_000);
