import { expect, test } from "vitest";
import { checkLines } from "./patch-checks.ts";
import { revertOffer } from "./revert-offer.ts";

const patch = (fields: Partial<Parameters<typeof checkLines>[0]> = {}) => ({
  checks: [
    { name: "share" as const, ok: true, text: "1.9% of file" },
    { name: "types" as const, ok: null, text: "not checked yet" },
    { name: "span" as const, ok: true, text: "in allowed span" },
    { name: "guards" as const, ok: false, text: "guard core is touched" },
  ],
  display_status: "validated" as const,
  diff_path: "p.diff",
  ts_check_ok: true,
  ts_check_ms: 184,
  ts_check_out: null,
  ...fields,
});
const types = (fields: Partial<Parameters<typeof checkLines>[0]>) =>
  checkLines(patch(fields)).find((line) => line.name === "types");

test("checks stand in one order, the type check with its verdict of now", () => {
  expect(checkLines(patch())).toEqual([
    { name: "span", state: "ok", text: "in allowed span" },
    { name: "guards", state: "failed", text: "guard core is touched" },
    { name: "types", state: "ok", text: "tsc, 184 ms" },
    { name: "share", state: "ok", text: "1.9% of file" },
  ]);
});

test("a failed type check counts the new errors", () => {
  const out = "a.ts(1,1): error TS2322: no\na.ts(2,1): error TS2304: no\n";
  expect(types({ ts_check_ok: false, ts_check_out: out })?.text).toBe("tsc: 2 new errors, 184 ms");
});

test("a check on its way, none at all, and a refused edit that no compiler saw", () => {
  expect(types({ ts_check_ok: null, ts_check_ms: null, display_status: "validating" })?.state).toBe(
    "running",
  );
  expect(types({ ts_check_ok: null, ts_check_ms: null, display_status: "applied" })?.state).toBe("none");
  expect(types({ ts_check_ok: null, diff_path: null })).toBeUndefined();
});

test("reverting is offered to who may, once, and only of what was written", () => {
  const written = { status: "validated" as const, diff_path: "p.diff", reverted_by: null };
  expect(revertOffer(written, "reviewer")).toEqual({ offered: true });
  expect(revertOffer(written, "admin")).toEqual({ offered: true });
  expect(revertOffer(written, "agent")).toMatchObject({
    offered: false,
    why: expect.stringContaining("agent"),
  });
  expect(revertOffer({ ...written, reverted_by: "q" }, "admin")).toMatchObject({ offered: false });
  expect(revertOffer({ ...written, diff_path: null }, "admin")).toMatchObject({ offered: false });
});
