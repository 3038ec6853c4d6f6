import { z } from "zod";
import { ok, type Result, refuse } from "../../../../shared/result.ts";

const UpgradeQuery = z.object({
  since: z.coerce.number().int().min(0).optional(),
  factory: z.string().min(1).max(200).optional(),
});
export type UpgradeQuery = z.infer<typeof UpgradeQuery>;

/** What `/ws?since=12&factory=name` asks for. An empty `since` counts as none. */
export function parseUpgradeQuery(requestUrl: string): Result<{ query: UpgradeQuery }> {
  const params = new URL(requestUrl, "http://localhost").searchParams;
  const given = Object.fromEntries([...params].filter(([, value]) => value !== ""));
  const parsed = UpgradeQuery.safeParse(given);
  if (parsed.success) return ok({ query: parsed.data });
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return refuse(
    "INVALID_INPUT",
    `/ws takes ?since=<seq, a whole number from 0> and &factory=<name>: ${problems.join("; ")}`,
    { problems },
  );
}
