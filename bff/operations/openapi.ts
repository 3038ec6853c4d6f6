import { z } from "zod";
import { type ErrorCode, errorCodes, errorStatus } from "../../shared/errors.ts";
import type { Operation } from "../../shared/operation.ts";
import { allOperations } from "../../shared/operation-table.ts";

type Json = Record<string, unknown>;

/** Codes that any operation may answer, beside its own. */
const always: readonly ErrorCode[] = [
  "INVALID_INPUT",
  "FOREIGN_ORIGIN",
  "FOREIGN_HOST",
  "RATE_LIMITED",
  "INTERNAL",
];
const withBody: readonly ErrorCode[] = ["BAD_JSON", "BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"];
const signedIn: readonly ErrorCode[] = ["UNAUTHENTICATED", "TOKEN_REVOKED", "FORBIDDEN"];

/** The OpenAPI 3.1 document of everything in the operation table. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of allOperations as readonly Operation[]) {
    const path = operation.http.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.http.method.toLowerCase()]: describeOperation(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Mission Control",
      version,
      description:
        "Coding agents ask for one bounded edit; the engine does exactly that edit or refuses with a reason. Every success holds `ok: true`, every failure `ok: false`, a code of one closed list, and what to do.",
    },
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: {
        Refusal: {
          type: "object",
          required: ["ok", "error", "code"],
          properties: {
            ok: { const: false },
            error: { type: "string" },
            code: { enum: errorCodes },
            details: { type: "object" },
          },
        },
      },
    },
  };
}

function describeOperation(operation: Operation): Json {
  const { http, input, name, output, role, rpc, summary } = operation;
  const schema = toSchema(input, "input");
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  const required = (schema.required ?? []) as string[];
  const inPath = [...http.path.matchAll(/:(\w+)/g)].map(([, key]) => key!);
  const rest = Object.keys(properties).filter((key) => !inPath.includes(key));
  const takesBody = http.method !== "GET" && rest.length > 0;
  return {
    operationId: name,
    summary,
    tags: [name.split(".")[0]],
    description: `Role: ${role}.${rpc === null ? "" : ` RPC: \`${rpc.entrypoint}.${rpc.method}\`.`}`,
    ...(role === "public" ? { security: [] } : { security: [{ token: [] }] }),
    parameters: [
      ...inPath.map((key) => ({ name: key, in: "path", required: true, schema: properties[key] ?? {} })),
      ...(takesBody ? [] : rest).map((key) => ({
        name: key,
        in: "query",
        required: required.includes(key),
        schema: properties[key],
      })),
    ],
    ...(takesBody ? { requestBody: bodyOf(operation, schema, inPath) } : {}),
    responses: {
      200: { description: "Done", content: json(success(toSchema(output, "output"))) },
      ...refusals(operation, takesBody),
    },
  };
}

function bodyOf(operation: Operation, schema: Json, inPath: readonly string[]): Json {
  const properties = Object.entries(schema.properties as Json).filter(([key]) => !inPath.includes(key));
  const required = ((schema.required ?? []) as string[]).filter((key) => !inPath.includes(key));
  const whole = { ...schema, properties: Object.fromEntries(properties), required };
  const items = operation.body === "array" ? (schema.properties as Json).items : undefined;
  // a body that is a list may be one of its items as well
  const body = items === undefined ? whole : { anyOf: [(items as Json).items, items] };
  return { required: required.length > 0, content: json(body) };
}

/** A response a status, naming the codes that come with it. */
function refusals({ errors, role }: Operation, takesBody: boolean): Json {
  const codes = new Set([
    ...errors,
    ...always,
    ...(takesBody ? withBody : []),
    ...(role === "public" ? [] : signedIn),
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes)
    byStatus.set(errorStatus[code], [...(byStatus.get(errorStatus[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      { description: list.join(", "), content: json({ $ref: "#/components/schemas/Refusal" }) },
    ]),
  );
}

const json = (schema: Json): Json => ({ "application/json": { schema } });

const success = (schema: Json): Json => ({
  ...schema,
  properties: { ok: { const: true }, ...(schema.properties as Json) },
  required: ["ok", ...((schema.required ?? []) as string[])],
});

function toSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}
