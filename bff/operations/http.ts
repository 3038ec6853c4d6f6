import type { Context, Hono } from "hono";
import { errorStatus } from "../../shared/errors.ts";
import type { HttpMethod, Operation } from "../../shared/operation.ts";
import { allOperations } from "../../shared/operation-table.ts";
import { type Result, refuse } from "../../shared/result.ts";
import type { AnswerHeaders, AppEnv } from "../app-env.ts";
import { answerWith } from "../middleware/answer.ts";
import { readJson } from "../middleware/read-body.ts";
import type { Ports } from "../ports/ports.ts";
import type { Calls } from "./calls.ts";
import { denial, invoke } from "./invoke.ts";
import { bodyLimitOf } from "./limits.ts";

/** An answer of ours with its status; a code's status stands in one place. */
export function answerJson(c: Context<AppEnv>, answer: Result<object>, own: AnswerHeaders = {}): Response {
  const status = answer.ok ? 200 : errorStatus[answer.code];
  const headers: AnswerHeaders = { "content-type": "application/json", ...own };
  if (!answer.ok && answer.code === "RATE_LIMITED")
    headers["retry-after"] = String(answer.details?.retry_after ?? 1);
  return answerWith(c, JSON.stringify(answer), status, headers);
}

/** A route for every operation of the table, and a refusal for every other method of its path. */
export function mountHttp(app: Hono<AppEnv>, ports: Ports, calls: Calls): void {
  const methods = new Map<string, Set<HttpMethod>>();
  for (const operation of byPrecedence(allOperations)) {
    const { method, path } = operation.http;
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
    app.on(method, path, async (c) => {
      // `c.var` would make an object of all there is
      const caller = c.get("caller");
      // who may not call does not get a body read either
      const denied = denial(operation, caller);
      if (denied !== null)
        return answerJson(c, await invoke(ports, calls, { operation, raw: {}, caller, via: "http" }));
      const raw = await inputOf(c, operation);
      if (!raw.ok) return answerJson(c, raw);
      return answerJson(c, await invoke(ports, calls, { operation, raw: raw.input, caller, via: "http" }));
    });
  }
  for (const [path, allowed] of methods) {
    app.all(path, (c) => {
      const list = [...allowed].join(", ");
      return answerJson(
        c,
        refuse("METHOD_NOT_ALLOWED", `${c.req.method} is not possible here; ${list} is`, {
          allow: [...allowed],
        }),
        { allow: list },
      );
    });
  }
}

/** Fixed paths before those with parameters, so that `/logs` is not taken for a patch's id. */
function byPrecedence<T extends Operation>(operations: readonly T[]): T[] {
  const parameters = (operation: T): number => operation.http.path.split("/:").length;
  return operations.toSorted((a, b) => parameters(a) - parameters(b));
}

async function inputOf(c: Context<AppEnv>, operation: Operation): Promise<Result<{ input: unknown }>> {
  const query = queryOf(c);
  const path = c.req.param() as Record<string, string>;
  if (operation.http.method === "GET") return { ok: true, input: { ...query, ...path } };
  const read = await readJson(c.req.raw, bodyLimitOf(operation));
  if (!read.ok) return read;
  const { body = {} } = read;
  if (operation.body === "array") return { ok: true, input: { ...query, ...path, items: body } };
  // what is no object goes on as it is: the schema says what it should have been
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { ok: true, input: body };
  return { ok: true, input: { ...query, ...body, ...path } };
}

/**
 * Each parameter once: as text, or as a list where it was given several times. One that is left empty, as forms and
 * scripts leave it (`?task_id=&limit=50`), was not given; as a value it would be a filter for nothing, or the number 0.
 */
function queryOf(c: Context): Record<string, string | string[]> {
  if (!c.req.url.includes("?")) return {};
  const all = Object.entries(c.req.queries()).flatMap(([name, values]) => {
    const given = values.filter((value) => value !== "");
    return given.length === 0 ? [] : [[name, given.length === 1 ? given[0]! : given] as const];
  });
  return Object.fromEntries(all);
}
