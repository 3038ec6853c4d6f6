import { toCommaList } from "../../shared/comma-list.ts";
import type { Operation } from "../../shared/operation.ts";

/**
 * The HTTP request of an operation: path parameters out of the input, the rest as query (GET, DELETE) or JSON
 * body. What is undefined is left out; a list in a query is one comma-separated value.
 */
export function toRequest(
  operation: Operation,
  input: Record<string, unknown>,
): { url: string; init: { method: string; headers: Record<string, string>; body?: string } } {
  const rest = { ...input };
  const path = operation.http.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const { method } = operation.http;
  const headers: Record<string, string> = { accept: "application/json" };
  if (method === "GET" || method === "DELETE") {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(rest)) {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
      query.set(name, Array.isArray(value) ? toCommaList(value) : String(value));
    }
    const text = query.toString();
    return { url: text ? `${path}?${text}` : path, init: { method, headers } };
  }
  headers["content-type"] = "application/json";
  const body = JSON.stringify(operation.body === "array" ? rest.items : rest);
  return { url: path, init: { method, headers, body } };
}
