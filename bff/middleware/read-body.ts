import { ok, type Result, refuse } from "../../shared/result.ts";
import { readBytes, tooManyBytes } from "./read-bytes.ts";
import { wholeBody } from "./whole-body.ts";

/**
 * The JSON body of a request, `undefined` where it has none. Reads no more than `limit` bytes, whatever the
 * request says its length is.
 */
export async function readJson(request: Request, limit: number): Promise<Result<{ body: unknown }>> {
  const read = await readText(request, limit);
  if (!read.ok) return read;
  if (read.text.trim() === "") return ok({ body: undefined });
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(type)) {
    return refuse(
      "UNSUPPORTED_MEDIA_TYPE",
      `send the body as "content-type: application/json"${type === "" ? "" : `, not "${type.slice(0, 100)}"`}`,
    );
  }
  try {
    return ok({ body: JSON.parse(read.text) as unknown });
  } catch (error) {
    return refuse("BAD_JSON", `the body is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}

/** The body of a request as text, no more than `limit` bytes of it. */
export const readText = (request: Request, limit: number): Promise<Result<{ text: string }>> =>
  wholeBody(read(request, limit));

async function read(request: Request, limit: number): Promise<Result<{ text: string }>> {
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > limit) return tooManyBytes(limit);
  // HTTP has no more come than that, and the host reads it much faster than a stream
  if (length !== null) return ok({ text: await request.text() });
  if (request.body === null) return ok({ text: "" });
  const all = await readBytes(request.body, limit);
  return all.ok ? ok({ text: new TextDecoder().decode(all.bytes) }) : all;
}
