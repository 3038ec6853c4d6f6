import fc from "fast-check";
import { patchOps } from "../../shared/models/patch-operation.ts";

/** The names that requests speak of, some of which are there. */
const file = fc.constantFrom(
  "a.txt",
  "src/b.ts",
  "latin.txt",
  "empty.txt",
  "none.txt",
  "binary.bin",
  "link.txt",
  "out.txt",
  "src",
  "./a.txt",
  "src/../a.txt",
  "../x",
  "/etc/hostname",
  ".git/config",
  ".mission_control/policy.json",
  "",
  "a\0b",
  `${"x".repeat(300)}.txt`,
);

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  fc.constantFrom<unknown[]>(
    -1,
    0,
    1,
    1.5,
    1e9,
    Number.MAX_SAFE_INTEGER,
    "",
    "\0",
    "\ud800",
    "\n",
    "\r\n",
    null,
    true,
    [],
    {},
    "__proto__",
  ),
  file,
);

const text = fc.oneof(
  fc.constantFrom("one", "two\n", "", "\n", "é", "€", "}\n", "###FINAL_MILE_PROMPT__X###", "\ud800", "\0"),
  fc.string({ maxLength: 20 }),
);

const diffLine = fc.oneof(
  fc.constantFrom(
    "--- a/a.txt",
    "+++ b/a.txt",
    "--- /dev/null",
    "+++ /dev/null",
    "@@ -1 +1 @@",
    "@@ -1,2 +1,3 @@",
    "@@ -0,0 +1 @@",
    "@@",
    " one",
    "-one",
    "+new",
    "-two",
    " two",
    "\\ No newline at end of file",
    "diff --git a/a.txt b/a.txt",
    "rename from a.txt",
    "rename to c.txt",
    "new file mode 100644",
    "deleted file mode 100644",
    "old mode 100644",
    "new mode 100755",
    "GIT binary patch",
    "*** Begin Patch",
    "*** Update File: a.txt",
    "*** End Patch",
    "*** Add File: n.txt",
    "*** Delete File: a.txt",
    "*** Move to: ../x",
    "Index: a.txt",
    "copy from a.txt",
  ),
  fc.string({ maxLength: 12 }),
);
const diff = fc.array(diffLine, { maxLength: 12 }).map((lines) => lines.join("\n"));

const line = fc.integer({ min: -1, max: 8 });
const expectation = fc.record(
  { fileHash: fc.oneof(fc.constant("0".repeat(64)), text), spanHash: text, spanText: text },
  { requiredKeys: [] },
);

const operation: fc.Arbitrary<unknown> = fc.record(
  {
    op: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...patchOps) }, text),
    file,
    start: line,
    end: line,
    line,
    block: text,
    blockFile: file,
    oldText: text,
    anchor: text,
    position: fc.constantFrom("before", "after", "above"),
    startMarker: text,
    endMarker: text,
    placeholder: text,
    diff,
    openSpace: fc.boolean(),
    taskId: fc.constantFrom("t1", "none"),
    expect: expectation,
    patch_id: fc.constantFrom("p1", "p2", "../p", ".", "x".repeat(65)),
  },
  { requiredKeys: ["op", "file"] },
);

const there = fc.constantFrom("a.txt", "src/b.ts", "latin.txt", "./a.txt", "link.txt", "empty.txt");
const inside = fc.integer({ min: 1, max: 5 });

/** What each operation needs, so that not every request ends at the first look. */
const sound: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ op: fc.constant("replace-block"), file: there, start: inside, end: inside, block: text }),
  fc.record({ op: fc.constantFrom("insert-before", "insert-after"), file: there, line: inside, block: text }),
  fc.record({ op: fc.constantFrom("append", "prepend"), file: there, block: text }),
  fc.record({
    op: fc.constant("create-file"),
    file: fc.constantFrom("n.txt", "src/n.txt", "new/n.txt"),
    block: text,
  }),
  fc.record({ op: fc.constant("replace-text"), file: there, oldText: text, block: text }),
  fc.record({ op: fc.constant("unified-diff"), file: fc.constant("a.txt"), diff }),
);

const batch = fc.record(
  {
    patches: fc.array(fc.oneof({ weight: 1, arbitrary: operation }, { weight: 5, arbitrary: sound }), {
      minLength: 1,
      maxLength: 4,
    }),
    coordinates: fc.constantFrom("original", "sequential"),
    atomic: fc.boolean(),
    dryRun: fc.constantFrom(false, false, true),
    requester: text,
  },
  { requiredKeys: ["patches"] },
);

/** Replaces something in a request by something else, or takes it away. */
const spoilt = fc.tuple(batch, fc.nat(50), value).map(([request, at, other]) => {
  const copy = JSON.parse(JSON.stringify(request)) as unknown;
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== "object") return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const [node, key] = places[at % Math.max(1, places.length)] ?? [null, ""];
  if (node) {
    if (other === null && at % 2 === 0) delete node[key];
    else node[key] = other;
  }
  return copy;
});

/** Whatever somebody might send, from nonsense to nearly right. */
export const anyRequest: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: batch },
  { weight: 4, arbitrary: spoilt },
  { weight: 1, arbitrary: sound },
  { weight: 1, arbitrary: diff },
  { weight: 1, arbitrary: value },
);
