import type { z } from "zod";
import type { ErrorCode } from "./errors.ts";
import type { Role } from "./roles.ts";

export type HttpMethod = "GET" | "POST" | "PATCH" | "DELETE";

/**
 * One capability, declared once. HTTP routes, RPC entrypoints, the OpenAPI document and the web client's
 * typed `call` are derived from these; nothing else spells a path or a shape again.
 *
 * `output` describes the success answer without its `ok: true`. Path parameters (`:patch_id`), query
 * parameters of a GET and the JSON body of anything else are merged into one `input`. `public` needs no sign-in.
 */
export interface Operation<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodObject = z.ZodObject,
> {
  name: Name;
  summary: string;
  kind: "query" | "command";
  role: Role | "public";
  input: Input;
  output: Output;
  errors: readonly ErrorCode[];
  http: { method: HttpMethod; path: `/${string}` };
  /** `positional`: arguments that are no object stand for these fields, each for the one of its place. */
  rpc: { entrypoint: string; method: string; positional?: readonly string[] } | null;
  /** How the client's input becomes the service's where HTTP bends it: `array` takes the body whole, as `{ items }`. */
  body?: "object" | "array";
}

export function defineOperation<
  const Name extends string,
  Input extends z.ZodType,
  Output extends z.ZodObject,
>(operation: Operation<Name, Input, Output>): Operation<Name, Input, Output> {
  return operation;
}

/** What a caller writes: defaults may be left out. */
export type InputOf<O extends Operation> = z.input<O["input"]>;
/** What a service receives: parsed, defaults filled in. */
export type ParsedInputOf<O extends Operation> = z.output<O["input"]>;
export type OutputOf<O extends Operation> = z.output<O["output"]>;
