import { expect, test } from "vitest";
import { heard, inStep, wrote } from "./ahead-of-address.ts";

test("what is written is shown before the address has it", () => {
  expect(wrote(inStep(""), "op").value).toBe("op");
});

test("an older one of ours that comes late does not take back the newer", () => {
  const typed = wrote(wrote(inStep(""), "o"), "op");
  expect(heard(typed, "o").value).toBe("op");
  expect(heard(heard(typed, "o"), "op")).toEqual(inStep("op"));
});

test("the address may pass over those between", () => {
  expect(heard(wrote(wrote(inStep(""), "o"), "op"), "op")).toEqual(inStep("op"));
});

test("what comes from elsewhere is taken, whatever is on its way", () => {
  expect(heard(wrote(inStep("op"), "op 7"), "link")).toEqual(inStep("link"));
  expect(heard(inStep("op"), "")).toEqual(inStep(""));
});

test("written back to what the address says, nothing is awaited any more", () => {
  const back = wrote(wrote(inStep("op"), "op 7"), "op");
  expect(back).toEqual(inStep("op"));
  expect(heard(back, "op 7").value).toBe("op 7");
});
