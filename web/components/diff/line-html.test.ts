import fc from "fast-check";
import { expect, test } from "vitest";
import { ensureLanguage, highlightLines } from "./highlighter.ts";
import { lineHtml, withoutStart } from "./line-html.ts";
import { carriageReturnMark, clippedMark, noNewlineMark } from "./line-marks.ts";

/** The text a browser would show: tags dropped, entities read. */
const shown = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

test("code is text, never markup", () => {
  expect(lineHtml(`<img src=x onerror="a()">&amp;`, null)).toBe(
    "&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;amp;",
  );
});

test("whatever the line and its colours, exactly its characters are shown", async () => {
  await ensureLanguage("typescript");
  const piece = fc.constantFrom(
    "<b>",
    "&lt;",
    '"',
    "`",
    "${",
    "}",
    "/*",
    "*/",
    "//",
    "\t",
    " ",
    "const x",
    "ä😀",
    "'",
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.array(piece).map((parts) => parts.join("")),
        { maxLength: 6 },
      ),
      (lines) => {
        highlightLines("typescript", lines).forEach((tokens, index) => {
          const line = lines[index] ?? "";
          const html = lineHtml(line, tokens);
          expect(shown(html)).toBe(line);
          expect(html.replace(/<span class="[a-z_ -]*">|<\/span>/g, "")).not.toMatch(/[<>]/);
        });
      },
    ),
  );
});

test("a comment that began lines above is still a comment", async () => {
  await ensureLanguage("typescript");
  const [, second, third] = highlightLines("typescript", ["/* one", "   two */", "const a = 1;"]);
  expect(second).toEqual([{ text: "   two */", className: "hljs-comment" }]);
  expect(third![0]).toEqual({ text: "const", className: "hljs-keyword" });
});

test("dropping the indent keeps every other character and its colour", () => {
  const tokens = [
    { text: "  ", className: "" },
    { text: "  return", className: "hljs-keyword" },
    { text: " x", className: "" },
  ];
  expect(withoutStart(tokens, 4)).toEqual([
    { text: "return", className: "hljs-keyword" },
    { text: " x", className: "" },
  ]);
});

test("a mark takes the place of one character, so that word marks stay where they belong", () => {
  const line = `ab${carriageReturnMark}${noNewlineMark}`;
  expect(shown(lineHtml(line, [{ text: "ab", className: "x" }]))).toBe("ab\u200b\u200b");
  expect(shown(lineHtml(`abc${clippedMark} 12 more characters`, null))).toBe("abc… 12 more characters");
});
