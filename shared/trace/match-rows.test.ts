import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "../models/span.ts";
import { type ArrangedSpan, arrange } from "./arrange.ts";
import { compareTraces } from "./compare-traces.ts";
import { doneInEarnest } from "./done-dry.ts";
import { matchRows } from "./match-rows.ts";
import { span } from "./testing/made-rows.ts";

/** A call tree, written as it stands: `at` is the order, and all of it the time there is. */
interface Node extends Partial<Span> {
  of?: Node[];
}
function tree(...roots: Node[]): ArrangedSpan[] {
  const spans: Span[] = [];
  const add = ({ of = [], ...own }: Node, parent_span_id: string | null) => {
    const one = span({ start_us: spans.length, parent_span_id, duration_us: 1000, ...own });
    spans.push(one);
    for (const child of of) add(child, one.span_id);
  };
  for (const root of roots) add(root, null);
  return arrange(spans);
}
const call = (operation: string, ...of: Node[]): Node => ({ operation, source: "factory", of });
const bracket = (operation: string, ...of: Node[]): Node => ({
  ...call(operation, ...of),
  stage: "replay_span_start",
});
const replay = (...of: Node[]): Node => ({
  source: "mission-control",
  operation: "replay",
  stage: "replay_start",
  of,
});
const simulate = (...of: Node[]): Node => call("SimOps.simulateOperation", ...of);

/** What a dry run makes of a trace: the same calls as brackets, within one for all. */
const dryRun = (...roots: Node[]): Node => {
  const again = ({ of = [], ...own }: Node): Node => ({
    ...own,
    stage: "replay_span_start",
    of: of.map(again),
  });
  return replay(...roots.map(again));
};

/** Which operations are matched, missing and added, in the order of the walk. */
function outcome(a: ArrangedSpan[], b: ArrangedSpan[]) {
  const name = (rows: ArrangedSpan[], row: number) => rows[row]!.span.operation;
  const said: Record<"both" | "missing" | "added", string[]> = { both: [], missing: [], added: [] };
  for (const pair of matchRows(a, b)) {
    if (pair.b === null) said.missing.push(name(a, pair.a));
    else if (pair.a === null) said.added.push(name(b, pair.b));
    else {
      expect(doneInEarnest(name(b, pair.b))).toBe(doneInEarnest(name(a, pair.a)));
      said.both.push(name(a, pair.a));
    }
  }
  return said;
}

describe("a live replay", () => {
  const original = tree(call("make", call("read"), call("write", call("sync"))));
  const all = { both: ["make", "read", "write", "sync"], missing: [], added: [] };
  const inside = [call("read"), call("write", call("sync"))];

  test.each([
    ["logs the children alone", bracket("make", ...inside)],
    ["logs the operation itself", bracket("make", call("make", ...inside))],
    ["logs that it was asked to simulate", bracket("make", simulate(...inside))],
    ["logs both", bracket("make", simulate(call("make", ...inside)))],
    ["is asked by somebody who logs that, too", bracket("make", simulate(simulate(call("make", ...inside))))],
    ["logs them beside each other", bracket("make", simulate(), call("make", ...inside))],
  ])("matches its original where the factory %s", (_, made) => {
    expect(outcome(original, tree(replay(made)))).toEqual(all);
    expect(outcome(tree(replay(made)), original)).toEqual(all);
  });

  test("matches another one whose factory logs more around the call", () => {
    const short = tree(replay(bracket("make", ...inside)));
    const long = tree(replay(bracket("make", simulate(call("make", ...inside)))));
    expect(outcome(short, long)).toEqual(all);
    expect(outcome(long, short)).toEqual(all);
  });

  test("of an operation that calls itself adds one bracket and no more", () => {
    const itself = call("make", call("make", call("read")));
    const again = tree(replay(bracket("make", itself)));
    expect(outcome(tree(itself), again)).toEqual({ both: ["make", "make", "read"], missing: [], added: [] });
    const fan = call("make", call("make"), call("make"));
    expect(outcome(tree(fan), tree(replay(bracket("make", fan)))).both).toEqual(["make", "make", "make"]);
  });

  test("of a call that was tried twice shows what both tries did as one", () => {
    const tries = bracket("make", call("make"), call("make", ...inside));
    expect(outcome(original, tree(replay(tries)))).toEqual(all);
    const fan = call("make", call("make"), call("make"));
    const again = bracket("make", call("make"), fan);
    expect(outcome(tree(fan), tree(replay(again)))).toEqual({
      both: ["make", "make", "make"],
      missing: [],
      added: [],
    });
  });

  test("that did something else shows it", () => {
    const made = bracket("make", simulate(call("make", call("read"), call("other"))));
    expect(outcome(original, tree(replay(made)))).toEqual({
      both: ["make", "read"],
      missing: ["write", "sync"],
      added: ["other"],
    });
  });

  test("asks what an edit would do where its original made it: the same call, done dry", () => {
    const edits = (rpc: string, name: string) =>
      call(`PatchOps.${rpc}`, { source: "mission-control", operation: `patches.${name}` });
    const [simulated, applied] = [edits("simulatePatches", "simulate"), edits("applyPatches", "apply")];
    const careful = tree(call("make", simulated, applied));
    const again = tree(replay(bracket("make", call("make", simulated, simulated))));
    const { both, missing, added } = outcome(careful, again);
    expect([both.length, missing, added]).toEqual([5, [], []]);
    expect(outcome(again, careful).both).toHaveLength(5);
    // beside a replay they are two things
    const [dry, wet] = [tree(call("make", simulated)), tree(call("make", applied))];
    expect(outcome(dry, wet).missing).toEqual(["PatchOps.simulatePatches", "patches.simulate"]);
    expect(
      outcome(tree(replay(bracket("make", simulated))), tree(replay(bracket("make", applied)))).both,
    ).toEqual(["make"]);
  });

  test("that replays a part only leaves the rest missing", () => {
    const two = tree(call("make"), { ...call("send"), source: "mail" });
    expect(outcome(two, tree(replay(bracket("make", call("make")))))).toEqual({
      both: ["make"],
      missing: ["send"],
      added: [],
    });
  });
});

describe("a dry run", () => {
  const nested = (depth: number): fc.Arbitrary<Node> =>
    fc
      .record({
        operation: fc.constantFrom("f", "g", "SimOps.simulateOperation"),
        stage: fc.constantFrom("processing", "replay_span_start", "replay_start", "replay_error", "other"),
        status: fc.constantFrom("ok" as const, "error" as const),
        details: fc.constantFrom({}, { n: 1 }, { n: 2 }),
        of: depth === 0 ? fc.constant<Node[]>([]) : fc.array(nested(depth - 1), { maxLength: 3 }),
      })
      .map((one): Node => ({ ...one, source: "factory" }));
  const roots = fc.array(nested(3), { minLength: 1, maxLength: 3 });
  const same = (a: ArrangedSpan[], b: ArrangedSpan[]) => {
    const found = compareTraces(a, b);
    expect(found).toMatchObject({ missing: [], added: [], first_divergence: null });
    expect(found.matches.some((one) => one.deviates || one.status_differs || one.details_differ)).toBe(false);
    return found.matches.length;
  };

  test("differs in nothing from its trace, whatever that is", () => {
    fc.assert(
      fc.property(roots, (made) => {
        const original = tree(...made);
        expect(same(original, tree(dryRun(...made)))).toBe(original.length);
      }),
    );
  });

  test("of a replay differs in nothing from that, nor from the first trace, nor do two of one trace", () => {
    fc.assert(
      fc.property(roots, (made) => {
        const [once, other] = [dryRun(...made), dryRun(...made)];
        same(tree(once), tree(dryRun(once)));
        same(tree(...made), tree(dryRun(once)));
        same(tree(once), tree({ ...other, duration_us: 99_999 }));
      }),
    );
  });

  test("of a live replay differs in nothing from it", () => {
    const live = replay(bracket("make", simulate(call("make", call("read"), call("make")))));
    same(tree(live), tree(dryRun(live)));
  });

  test("in which a root has lost its parent matches by order, not by where it hangs", () => {
    const flat = (parent: string | null, replayed: boolean) =>
      arrange([
        ...(replayed ? [span({ ...replay(), span_id: "R", start_us: 0 } as Partial<Span>)] : []),
        ...[1, 2, 3].map((at) =>
          span({
            operation: "x",
            start_us: at,
            duration_us: at,
            stage: replayed ? "replay_span_start" : "processing",
            parent_span_id: at === 1 ? "gone" : parent,
          }),
        ),
      ]);
    same(flat(null, false), flat("R", true));
  });
});

describe("calls of one name under one parent", () => {
  const items = (count: number, own: (n: number) => Partial<Span> = () => ({})) =>
    Array.from({ length: count }, (_, n): Node => ({ ...call("GET /item"), ...own(n) }));
  const missing = (a: Node[], b: Node[]) => {
    const [left, right] = [tree(call("root", ...a)), tree(call("root", ...b))];
    const found = compareTraces(left, right);
    return { rows: found.missing.map((row) => row - 1), added: found.added.length, found };
  };

  test("are told apart by their details: one of a thousand that is missing is the one", () => {
    const all = items(1000, (n) => ({ details: { item: n }, duration_us: n }));
    const { rows, added, found } = missing(all, all.toSpliced(500, 1));
    expect([rows, added]).toEqual([[500], 0]);
    expect(found.matches.some((one) => one.deviates || one.details_differ)).toBe(false);
  });

  test("are told apart by how they ended, where they carry nothing", () => {
    const all = items(100, (n) => ({ status: n === 70 ? "error" : "ok" }));
    const { found } = missing(all, all.toSpliced(20, 1));
    expect(found.matches.some((one) => one.status_differs)).toBe(false);
    expect(found.missing).toHaveLength(1);
  });

  test("are told apart by how they ended, where each carries something of its own in every run", () => {
    const run = (from: number) =>
      items(20, (n) => ({ details: { id: from + n }, status: n === 12 ? "error" : "ok" }));
    const { found } = missing(run(0), run(100).toSpliced(5, 1));
    expect(found.matches.some((one) => one.status_differs)).toBe(false);
    expect(found.missing).toHaveLength(1);
  });

  test("are told apart by details before how they ended: the one that failed this time is the one", () => {
    const ok = items(50, (n) => ({ details: { item: n } }));
    const failed = ok.map((one, n): Node => (n === 30 ? { ...one, status: "error" } : one));
    const { rows, found } = missing(ok, failed.toSpliced(10, 1));
    expect(rows).toEqual([10]);
    expect(found.matches.filter((one) => one.status_differs).map((one) => one.a - 1)).toEqual([30]);
  });

  test("match by order where nothing tells them apart, or everything does", () => {
    expect(missing(items(5), items(4)).rows).toEqual([4]);
    const unique = (from: number) => items(5, (n) => ({ details: { id: from + n } }));
    const { rows, added, found } = missing(unique(0), unique(100));
    expect([rows, added]).toEqual([[], 0]);
    expect(found.matches.map(({ a, b }) => b - a)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("that ran side by side may come in another order", () => {
    const all = items(6, (n) => ({ details: { n }, duration_us: 1000 * (n + 1) }));
    const { rows, added, found } = missing(
      all,
      [3, 0, 5, 1, 4, 2].map((n) => all[n]!),
    );
    expect([rows, added]).toEqual([[], 0]);
    expect(found.matches.some((one) => one.deviates)).toBe(false);
  });
});

test("a source that holds what stands between is not taken for another's name", () => {
  const [a, b] = [
    tree({ source: "a", operation: "b\nc" }, { source: "ab", operation: "c" }),
    tree({ source: "a\nb", operation: "c" }, { source: "a", operation: "bc" }),
  ];
  expect(matchRows(a, b).filter((pair) => pair.a !== null && pair.b !== null)).toEqual([]);
});

describe("what is known to be the same call", () => {
  /** Rows of the second trace, by those of the first; -1: it has none. */
  const partners = (a: ArrangedSpan[], b: ArrangedSpan[], ofA: number[], ofB: number[]): number[] => {
    const found = a.map(() => -1);
    for (const pair of matchRows(a, b, undefined, { a: ofA, b: ofB }))
      if (pair.a !== null && pair.b !== null) found[pair.a] = pair.b;
    return found;
  };

  test("goes before names, details, ends and order", () => {
    const a = tree(
      call("all", { ...call("get"), details: { n: 1 } }, { ...call("get"), details: { n: 2 } }, call("put")),
    );
    const b = tree(
      call(
        "all",
        { ...call("get"), details: { n: 1 }, status: "error" },
        { ...call("get"), details: { n: 2 } },
        call("post"),
      ),
    );
    expect(partners(a, b, [0, 0, 0, 0], [0, 0, 0, 0])).toEqual([0, 1, 2, -1]);
    expect(partners(a, b, [7, 8, 9, 10], [7, 9, 8, 10])).toEqual([0, 2, 1, 3]);
  });

  test("is in no other pair while it stands elsewhere or is not there yet; what nothing is known of is matched", () => {
    const a = tree(call("all", call("get"), call("get"), call("get")));
    const second = tree(call("all", call("get")));
    expect(partners(a, second, [1, 2, 3, 4], [1, 3])).toEqual([0, -1, 1, -1]);
    const elsewhere = tree(call("all", call("get")), call("get"));
    expect(partners(a, elsewhere, [1, 2, 3, 4], [1, 0, 2])).toEqual([0, -1, 1, -1]);
    const own = tree(call("all", call("get"), call("get")));
    expect(partners(a, own, [1, 2, 3, 4], [1, 3, 0])).toEqual([0, 2, 1, -1]);
  });
});
