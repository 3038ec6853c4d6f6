import { z } from "zod";
import { Policy } from "./models/policy.ts";
import { TasksFile } from "./models/workspace-task.ts";

/** The files of `.mission_control/` that a person writes, and the schema by which an editor helps with each. */
export const settingsSchemas = {
  "policy.schema.json": () => schemaOf(Policy, "Policy of Mission Control"),
  "tasks.schema.json": () => schemaOf(TasksFile, "Tasks of Mission Control"),
} as const;

/** As text, so that two can be compared. Draft 7 is what editors know best. */
function schemaOf(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
