import { expect, test } from "vitest";
import { allOperations } from "../../shared/operation-table.ts";
import { makeApp } from "../host/node/fixtures/app.ts";

type Json = { name?: string } & Record<string, unknown>;

test("the document holds every operation of the table, with its parameters, body and refusals", async () => {
  const made = await makeApp();
  const document = (await (await made.request("/api/openapi.json")).json()) as {
    openapi: string;
    paths: Record<
      string,
      Record<string, { operationId: string; parameters: Json[]; requestBody?: Json; responses: Json }>
    >;
  };
  expect(document.openapi).toBe("3.1.0");
  const named = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((one) => one.operationId),
  );
  expect(named.toSorted()).toEqual(allOperations.map(({ name }) => name).toSorted());
  const revert = document.paths["/api/patches/{patch_id}/revert"]!.post!;
  expect(revert.parameters).toMatchObject([{ name: "patch_id", in: "path", required: true }]);
  expect(JSON.stringify(revert.requestBody)).toContain("reason");
  expect(JSON.stringify(revert.requestBody)).not.toContain("patch_id");
  expect(revert.responses["409"]).toMatchObject({ description: expect.stringContaining("REVERT_CONFLICT") });
  const logs = document.paths["/api/patches/logs"]!.get!;
  expect(logs.parameters.map((one) => one.name)).toContain("cursor");
  await made.dispose();
});

test("the page to read it on names every operation and needs nothing from elsewhere", async () => {
  const made = await makeApp();
  const response = await made.request("/api/docs");
  const html = await response.text();
  for (const { name } of allOperations) expect(html).toContain(`id="${name}"`);
  expect(html).not.toMatch(/<script|<link|https?:\/\/|src=/);
  expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
  await made.dispose();
});
