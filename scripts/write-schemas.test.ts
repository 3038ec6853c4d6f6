import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Policy } from "../shared/models/policy.ts";
import { settingsSchemas } from "../shared/settings-schemas.ts";

describe("the schemas in docs/schemas", () => {
  test.each(Object.entries(settingsSchemas))(
    "%s is what the contract says (npm run docs:schemas)",
    (name, make) => {
      expect(readFileSync(join(import.meta.dirname, "../docs/schemas", name), "utf8")).toBe(make());
    },
  );

  test("describe every key of a policy, with its default, and allow no other", () => {
    const schema = JSON.parse(settingsSchemas["policy.schema.json"]());
    expect(Object.keys(schema.properties)).toEqual(Object.keys(Policy.shape));
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toBeUndefined();
    for (const [key, property] of Object.entries<Record<string, unknown>>(schema.properties)) {
      expect(property.description, key).toMatch(/\.$/);
      if (key !== "$schema") expect(property, key).toHaveProperty("default");
    }
  });
});
