import type { z } from "zod";
import { type Refusal, refuse } from "../result.ts";

/** What is wrong with something an agent produced, every place of it named. */
export function invalidOutput(name: string, error: z.ZodError): Refusal {
  const problems = error.issues.map((issue) => `${issue.path.join(".") || "it"}: ${issue.message}`);
  const shown = problems.slice(0, 5).join("; ");
  const more = problems.length > 5 ? `; and ${problems.length - 5} more` : "";
  return refuse("INVALID_INPUT", `this is no ${name}: ${shown}${more}`, { problems: problems.slice(0, 200) });
}
