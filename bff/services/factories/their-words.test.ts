import { describe, expect, test } from "vitest";
import { theirWords } from "./their-words.ts";

describe("the words of a factory", () => {
  test("are passed on as they are", () => {
    for (const words of [
      "there is nothing to note: send a message with words in it",
      "NOTES.md has 3 lines, and src/app.ts none",
      "no answer from https://maker.example/api/notes/7",
      'look at "it" and/or ask again',
    ])
      expect(theirWords(words)).toBe(words);
  });

  test("leave out the frames of a stack and where things lie", () => {
    const stack = [
      "TypeError: x is no function",
      "    at Object.<anonymous> (/srv/maker/app.js:3:9)",
      "    at async work (file:///srv/maker/work.js:10:1)",
      "    at /srv/maker/x.js:1:1",
      "    at new Promise (<anonymous>)",
    ].join("\n");
    expect(theirWords(stack)).toBe("TypeError: x is no function");
    expect(theirWords("cannot read /srv/maker/notes.txt, 'C:\\maker\\notes.txt' or file:///srv/a")).toBe(
      "cannot read …, '…' or …",
    );
  });

  test("leave a path out right behind a colon as well, and an address in", () => {
    expect(theirWords("ENOENT:/srv/maker/a.ts of https://maker.example:8080/a/b")).toBe(
      "ENOENT:… of https://maker.example:8080/a/b",
    );
  });

  test("are cut where they go on and on", () => {
    expect(theirWords("x".repeat(5000))).toHaveLength(1001);
  });
});
