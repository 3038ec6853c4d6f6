import { expect, test } from "vitest";
import { PatchBatch, patchOps } from "../../../../shared/models/patch-operation.ts";
import { connectLines } from "./connect-lines.ts";

const text = (id: string) => connectLines("http://127.0.0.1:8787").find((line) => line.id === id)!.text;

test("the HTTP line sends a batch that the server accepts", () => {
  const body = /-d '(.*)'/s.exec(text("http"))![1]!;
  expect(PatchBatch.safeParse(JSON.parse(body)).success).toBe(true);
  expect(text("http")).toContain("http://127.0.0.1:8787/api/patches/apply");
});

test("the instructions name every operation an agent can use", () => {
  for (const op of patchOps.filter((name) => name !== "unified-diff"))
    expect(text("instructions")).toContain(op);
  expect(text("instructions")).toContain("apply change.diff");
});
