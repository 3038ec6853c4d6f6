import { describe, expect, test } from "vitest";
import { openDocument } from "./document.ts";
import { guardsOf, stateOf } from "./guards.ts";
import { bytesOf, sha256 } from "./testing/plan-files.ts";

const digits = (text: string) => sha256(bytesOf(text)).slice(0, 7);
const read = (text: string | Uint8Array) => {
  const doc = openDocument(typeof text === "string" ? bytesOf(text) : text);
  return guardsOf(doc).map((guard) => ({
    name: guard.name,
    start: guard.start,
    end: guard.end,
    state: stateOf(doc, guard, sha256).state,
  }));
};

describe("a guard", () => {
  test.each([
    ["/* @hash:%h START:core */", "/* @hash:%h END:core */"],
    ["// @hash:%h START:core", "// @hash:%h END:core"],
    ["  # @hash:%h START:core", "  # @hash:%h END:core"],
    ["<!-- @hash:%h START:core -->", "<!-- @hash:%h END:core-->"],
    ["-- @hash:%h START:core", "-- @hash:%h END:core"],
    ["; @hash:%h START:core", "; @hash:%h END:core"],
    ["(* @hash:%h START:core *)", "(* @hash:%h END:core *)"],
    ["rem @hash:%h\tSTART:core", "rem @hash:%h\tEND:core"],
  ])("stands in any comment: %s", (start, end) => {
    const inner = "keep();\nthis();\n";
    const text = `a\n${start.replace("%h", digits(inner))}\n${inner}${end.replace("%h", digits(inner))}\nb\n`;
    expect(read(text)).toEqual([{ name: "core", start: 2, end: 5, state: "ok" }]);
  });

  test("hashes the bytes between its markers as they are, line endings included", () => {
    const lf = `# @hash:${digits("x\n")} START:a\nx\n# @hash:${digits("x\n")} END:a\n`;
    expect(read(lf)[0]!.state).toBe("ok");
    expect(read(lf.replaceAll("\n", "\r\n"))[0]!.state).toBe("changed");
    expect(read(lf.replaceAll("\n", "\r\n").replaceAll(digits("x\n"), digits("x\r\n")))[0]!.state).toBe("ok");
    expect(read(`\ufeff${lf}`)[0]).toEqual({ name: "a", start: 1, end: 3, state: "ok" });
  });

  test("may enclose nothing, and Latin-1 as well", () => {
    expect(read(`#@hash:e3b0c44 START:a\n#@hash:e3b0c44 END:a`)).toMatchObject([{ end: 2, state: "ok" }]);
    const inner = Uint8Array.of(0xe9, 0x0a);
    const hash = sha256(inner).slice(0, 7);
    const bytes = new Uint8Array([
      ...bytesOf(`# @hash:${hash} START:a\n`),
      ...inner,
      ...bytesOf(`# @hash:${hash} END:a\n`),
    ]);
    expect(read(bytes)[0]!.state).toBe("ok");
  });

  test("that does not hold says in which way", () => {
    expect(read("# @hash:0000000 START:a\nx\n# @hash:0000000 END:a\n")[0]!.state).toBe("changed");
    expect(read("# @hash:0000000 START:a\nx\n# @hash:1111111 END:a\n")[0]!.state).toBe("markers_differ");
    expect(read("x\n# @hash:0000000 START:a\nx\ny\n")).toEqual([
      { name: "a", start: 2, end: 4, state: "no_end" },
    ]);
    expect(read("x\n# @hash:0000000 END:a\nx\ny\n")).toEqual([
      { name: "a", start: 1, end: 2, state: "no_start" },
    ]);
  });

  test("may lie in another one, and two may have one name: an END belongs to the START nearest above", () => {
    const mark = (kind: string, name: string) => `# @hash:0000000 ${kind}:${name}\n`;
    const text =
      mark("START", "a") +
      mark("START", "b") +
      mark("START", "a") +
      mark("END", "a") +
      mark("END", "b") +
      mark("END", "a");
    expect(read(text).map(({ name, start, end }) => `${name} ${start}-${end}`)).toEqual([
      "a 1-6",
      "b 2-5",
      "a 3-4",
    ]);
  });

  test("is not made by prose that quotes both of its markers, or by a hash of another length", () => {
    expect(read("`@hash:b8a32a6 START:x` ... `@hash:b8a32a6 END:x`\nmore\n")).toEqual([]);
    expect(read("// @hash:b8a32a6f START:x\n// @hash:b8a32a START:y\n// hash:b8a32a6 START:z\n")).toEqual([]);
  });
});
