import type { FactorySecret } from "../../../shared/models/factory-secret.ts";
import { type Refusal, type Result, refuse } from "../../../shared/result.ts";
import { urlRefusal } from "./factory-url.ts";

/** What is kept of a secret: where it goes, and the header. */
export interface KeptSecret {
  name: string;
  origin: string;
  header: string;
  value: string;
}

export const toKept = ({ name, url, header, value }: FactorySecret): KeptSecret => ({
  name,
  origin: new URL(url).origin,
  header,
  value,
});

/** Why a secret is not taken for this address; null where it is. */
export function secretRefusal({ url }: Pick<FactorySecret, "url">): Refusal | null {
  const refused = urlRefusal(url);
  if (refused !== null || isPrivate(new URL(url))) return refused;
  const words =
    "whoever is on the way could read a secret sent over http: give an https address, or one of this machine";
  return refuse("INVALID_INPUT", `url: ${words}`, { problems: [{ path: "url", message: words }] });
}

/** The headers with which a factory is called at an address: none where that is of another origin than its secret. */
export function secretHeaders(secret: KeptSecret | undefined, url: string): Record<string, string> {
  const to = new URL(url);
  if (secret === undefined || to.origin !== secret.origin || !isPrivate(to)) return {};
  return { [secret.header]: secret.value };
}

/** Nobody on the way reads what is sent there. */
const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" || /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname);

/** Shortest part of a value that is looked for: shorter ones are in many words. */
const leastPart = 6;

/** An answer that repeats what it was asked with, without that: its words are kept, and shown to others. */
export function withoutSecret<T extends object>(answer: Result<T>, sent: Record<string, string>): Result<T> {
  if (answer.ok) return answer;
  const parts = Object.values(sent)
    .flatMap((value) => [value, ...value.split(" ")])
    .filter(({ length }) => length >= leastPart);
  const hidden = (text: string): string => parts.reduce((left, part) => left.replaceAll(part, "…"), text);
  const { code } = answer.details ?? {};
  return {
    ...answer,
    error: hidden(answer.error),
    ...(typeof code === "string" ? { details: { ...answer.details, code: hidden(code) } } : {}),
  };
}
