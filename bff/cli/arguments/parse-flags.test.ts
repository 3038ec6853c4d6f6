import { describe, expect, test } from "vitest";
import { parseFlags } from "./parse-flags.ts";

const spec = {
  file: { kind: "text", value: "path", help: "" },
  line: { kind: "whole", help: "" },
  anchor: { kind: "list", help: "" },
  "dry-run": { kind: "yes", help: "" },
} as const;

describe("parseFlags", () => {
  test("reads values after a space and after an equals sign", () => {
    expect(parseFlags(["--file", "a.ts", "--line=3", "--dry-run", "more"], spec)).toEqual({
      ok: true,
      flags: { file: "a.ts", line: 3, "dry-run": true },
      rest: ["more"],
    });
  });

  test("a value may begin with dashes, hold an equals sign, or be empty", () => {
    expect(parseFlags(["--file", "--- a/x", "--anchor=a=b", "--anchor", ""], spec)).toMatchObject({
      flags: { file: "--- a/x", anchor: ["a=b", ""] },
    });
  });

  test("everything after -- is plain", () => {
    expect(parseFlags(["--", "--file", "-x"], spec)).toMatchObject({ flags: {}, rest: ["--file", "-x"] });
  });

  test("line 0 and negative lines are for the engine to refuse", () => {
    expect(parseFlags(["--line", "-2"], spec)).toMatchObject({ ok: true, flags: { line: -2 } });
  });

  test("says every problem at once, and what was probably meant", () => {
    const parsed = parseFlags(
      ["--line", "x", "--fil", "--dry_run", "--file", "a", "--file", "b", "--anchor"],
      spec,
    );
    expect(parsed).toEqual({
      ok: false,
      problems: [
        '--line takes a whole number (got "x").',
        "There is no --fil; did you mean --file?",
        "There is no --dry_run; did you mean --dry-run?",
        "--file was given twice; give it once.",
        "--anchor needs a value: --anchor <value>.",
      ],
    });
  });

  test.each(["--constructor", "--__proto__", "-x"])("%s is no flag", (flag) => {
    expect(parseFlags([flag, "v"], spec)).toMatchObject({ ok: false });
  });
});
