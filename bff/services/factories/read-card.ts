import { FactoryCard } from "../../../shared/models/factory.ts";
import { ok, type Refusal, type Result, refuse } from "../../../shared/result.ts";
import { urlRefusal } from "./factory-url.ts";

const fields = ["url", "capabilities", "operations", "simulate_via"] as const;

/** What `hello` says of a factory; null where it says its name alone. */
export function readCard(payload: Record<string, unknown>): Result<{ card: FactoryCard | null }> {
  if (fields.every((field) => payload[field] === undefined)) return ok({ card: null });
  const parsed = FactoryCard.safeParse(payload);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    const words = problems.slice(0, 5).map(({ path, message }) => `${path}: ${message}`);
    return refuse("INVALID_INPUT", `hello: ${words.join("; ")}`, { problems });
  }
  return cardRefusal(parsed.data) ?? ok({ card: parsed.data });
}

/** Why a card is not taken, beyond its schema; null where it is. */
export function cardRefusal({ url, simulate_via }: FactoryCard): Refusal | null {
  if (url !== undefined) return urlRefusal(url);
  if (simulate_via === undefined || simulate_via === "socket") return null;
  const words = `is needed where simulate_via is "${simulate_via}": send the address at which the factory answers`;
  return refuse("INVALID_INPUT", `url: ${words}`, { problems: [{ path: "url", message: words }] });
}
