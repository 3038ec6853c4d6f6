import type { Property, ToolSchema } from "./tool-schema.ts";

/** What is wrong with the arguments of a call, all of it, each with what to send instead. */
export function wrongArguments(schema: ToolSchema, given: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(schema.properties);
  const unknown = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => `There is no argument "${name}"; there are ${names.join(", ")}.`);
  const missing = schema.required
    .filter((name) => given[name] === undefined)
    .map((name) => `"${name}" is missing: ${schema.properties[name]!.description}.`);
  const wrong = names.flatMap((name) => {
    const value = given[name];
    const property = schema.properties[name]!;
    return value === undefined || fits(value, property)
      ? []
      : [`"${name}" has to be ${article(property.type!)}: ${property.description}.`];
  });
  return [...unknown, ...missing, ...wrong];
}

function fits(value: unknown, { type, items }: Property): boolean {
  switch (type) {
    case undefined:
      return true;
    case "array":
      return (
        Array.isArray(value) &&
        value.every((one) => typeof one === "string" || (items?.type !== "string" && Number.isInteger(one)))
      );
    case "integer":
      return Number.isInteger(value);
    case "object":
      return typeof value === "object" && value !== null;
    default:
      return typeof value === type;
  }
}

const article = (type: string): string =>
  /^[aeiou]/.test(type) ? `an ${type === "array" ? "array of texts" : type}` : `a ${type}`;
