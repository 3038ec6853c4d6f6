import { z } from "zod";

type Schema = z.core.JSONSchema.JSONSchema;

/**
 * A schema as indented text, one field a line: for a snapshot that a person can read and compare. Says everything
 * that the JSON schema says; where what may be sent differs from what a reader gets, both.
 */
export function contractText(schema: z.ZodType, indent = ""): string {
  const [input, output] = (["input", "output"] as const).map((io) =>
    render(z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }), `${indent}  `),
  );
  if (input === output) return `${indent}${output?.trimStart()}\n`;
  return `${indent}sent: ${input}\n${indent}read: ${output}\n`;
}

function render(schema: Schema, indent: string): string {
  const {
    $schema: _,
    // what a key means is told to people; it binds nobody
    description: __,
    type,
    properties,
    required,
    additionalProperties,
    items,
    anyOf,
    oneOf,
    ...rest
  } = schema;
  const { enum: values, const: only, prefixItems, ...limits } = rest;
  const kinds: string[] = [];
  const add = (part: Schema | boolean | undefined): string =>
    typeof part === "object" ? render(part, indent) : String(part);
  if (values !== undefined) kinds.push(values.map((value) => JSON.stringify(value)).join(" | "));
  else if (only !== undefined) kinds.push(JSON.stringify(only));
  else if (prefixItems !== undefined) kinds.push(`[${prefixItems.map(add).join(", ")}]`);
  else if (type === "array") kinds.push(`list of ${items === undefined ? "anything" : add(items as Schema)}`);
  else if (type !== undefined) kinds.push(String(type));
  for (const choice of [...(anyOf ?? []), ...(oneOf ?? [])]) kinds.push(add(choice));
  if (kinds.length === 0) kinds.push("anything");
  let text = kinds.join(anyOf || oneOf ? `\n${indent}or ` : " ");
  const notes = Object.entries(limits).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  if (additionalProperties === false) notes.push("no other fields");
  else if (additionalProperties !== undefined && properties !== undefined) notes.push("other fields kept");
  else if (typeof additionalProperties === "object") notes.push(`any field: ${add(additionalProperties)}`);
  if (notes.length > 0) text += ` (${notes.join(", ")})`;
  for (const [name, field] of Object.entries(properties ?? {})) {
    const optional = required?.includes(name) ? "" : "?";
    text += `\n${indent}${name}${optional}: ${typeof field === "object" ? render(field, `${indent}  `) : field}`;
  }
  return text;
}
