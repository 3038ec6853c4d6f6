import { expect, test } from "vitest";
import { getPatchDiff, listPatches, revertPatch } from "../../shared/operations/patches.ts";
import { revokeToken } from "../../shared/operations/system.ts";
import { toRequest } from "./to-request.ts";

test("a query puts its path parameters into the path and the rest behind it", () => {
  expect(toRequest(getPatchDiff, { patch_id: "a/b c" }).url).toBe("/api/patches/a%2Fb%20c/diff");
  const { url, init } = toRequest(listPatches, {
    limit: 50,
    status: ["failed", "applied"],
    search: undefined,
  });
  expect(url).toBe("/api/patches/logs?limit=50&status=failed%2Capplied");
  expect(init).toEqual({ method: "GET", headers: { accept: "application/json" } });
});

test("a command sends the rest of its input as JSON", () => {
  const { url, init } = toRequest(revertPatch, { patch_id: "p1", reason: "wrong file" });
  expect(url).toBe("/api/patches/p1/revert");
  expect(init.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(init.body!)).toEqual({ reason: "wrong file" });
});

test("a deletion has no body", () => {
  expect(toRequest(revokeToken, { id: "t1" })).toEqual({
    url: "/api/tokens/t1",
    init: { method: "DELETE", headers: { accept: "application/json" } },
  });
});
