import { reachOf, secretUseOf, wayNames } from "../../../shared/factory-reach.ts";
import { type Factory, simulateCapability } from "../../../shared/models/factory.ts";
import type { Refusal } from "../../../shared/result.ts";
import { assertNever } from "../../../shared/result.ts";

/** How a factory is reached, as a cell says it. */
export function wayWords(factory: Factory): string {
  const { via } = reachOf(factory);
  return via === "socket" ? "Its own socket" : wayNames[via];
}

/**
 * Whether it is there now, and what its time is of. Of one that is asked at its address and holds no socket nobody knows
 * before it is called.
 */
export function stateWords(factory: Factory): { here: boolean; words: string; at: string } {
  if (factory.status === "connected") return { here: true, words: "connected", at: "said hello" };
  if (reachOf(factory).via === "socket") return { here: false, words: "away", at: "last seen" };
  return { here: false, words: "no socket open", at: "heard of" };
}

/** Whether a live replay can ask it now, and for what. */
export function replayWords(factory: Factory): { can: boolean; words: string } {
  const { at } = reachOf(factory);
  switch (at) {
    case "open": {
      const count = factory.operations?.length;
      if (count === undefined) return { can: true, words: "any operation" };
      return {
        can: count > 0,
        words:
          count === 0
            ? "no operation"
            : `${count.toLocaleString()} ${count === 1 ? "operation" : "operations"}`,
      };
    }
    case "no-socket":
      return { can: false, words: "once its socket is open" };
    case "no-address":
      return { can: false, words: "once it says its address" };
    case "unable":
      return { can: false, words: `no: does not name ${simulateCapability}` };
    default:
      return assertNever(at);
  }
}

/** What it says it can do beside being replayed. */
export const otherCapabilities = ({ capabilities }: Pick<Factory, "capabilities">): string[] =>
  capabilities.filter((capability) => capability !== simulateCapability);

/** Whether a token is kept for a factory and what becomes of it; `warn`: it is not what its admin meant. */
export function secretWords(factory: Factory): { words: string; warn: boolean } {
  const use = secretUseOf(factory);
  switch (use) {
    case "sent":
      return { words: `kept, sent as ${factory.secret?.header}`, warn: false };
    case "elsewhere":
      return { words: `kept for ${factory.secret?.origin}, not sent to where it is now`, warn: true };
    case "unused":
      return { words: "kept, not needed over its socket", warn: false };
    case "none":
      return {
        words: reachOf(factory).via === "socket" ? "not needed over its socket" : "none",
        warn: false,
      };
    default:
      return assertNever(use);
  }
}

/** Whether a token can be given to it: who asks it over its socket needs none. */
export const takesSecret = (factory: Factory): boolean =>
  factory.secret !== undefined || reachOf(factory).via !== "socket";

/** Those in which every word that was typed occurs: in name, address, operations or capabilities. */
export function factoriesWith(factories: readonly Factory[], typed: string): readonly Factory[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return factories;
  return factories.filter(({ name, url, operations, capabilities }) => {
    const text = [name, url ?? "", ...(operations ?? []), ...capabilities].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** `3 factories, 1 connected`. */
export function countWords(factories: readonly Factory[]): string {
  const connected = factories.filter(({ status }) => status === "connected").length;
  return `${factories.length.toLocaleString()} ${factories.length === 1 ? "factory" : "factories"}, ${connected.toLocaleString()} connected`;
}

/** What goes out as the header's value: a token behind `Bearer`, unless it brings a scheme of its own. */
export const headerValue = (header: string, token: string, bearer: boolean): string =>
  bearer && asksForScheme(header, token) ? `Bearer ${token.trim()}` : token.trim();

/** Whether `Bearer` belongs before it: `authorization` has a scheme before the token, others have none. */
export const asksForScheme = (header: string, token: string): boolean =>
  header.trim().toLowerCase() === "authorization" && !token.trim().includes(" ");

/** That the address is not where the factory is: whoever registers it elsewhere gets no token. Null where it is. */
export function otherOrigin(address: string, factoryUrl: string | null): string | null {
  if (factoryUrl === null || !URL.canParse(address)) return null;
  const { origin } = new URL(factoryUrl);
  return new URL(address).origin === origin
    ? null
    : `It is at ${origin} now, and would be called there without a token.`;
}

/** The server's words stand behind the name of a field there, here alone. */
const asSentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const fields = ["url", "header", "value"] as const;
export type SecretField = (typeof fields)[number];

/** What the server says of each field, and what of none of them. */
export function fieldErrors({ error, details }: Pick<Refusal, "error" | "details">): {
  of: Partial<Record<SecretField, string>>;
  rest: string | null;
} {
  const problems = (details?.problems ?? []) as { path: string; message: string }[];
  const of = Object.fromEntries(
    fields.flatMap((field) => {
      const found = problems.find(({ path }) => path === field);
      return found === undefined ? [] : [[field, asSentence(found.message)]];
    }),
  );
  return { of, rest: Object.keys(of).length === 0 ? error : null };
}
