import { ok, type Refusal, type Result, refuse } from "../../shared/result.ts";

export const tooManyBytes = (limit: number): Refusal =>
  refuse("BODY_TOO_LARGE", `the body is larger than ${limit} bytes: send less at once`, { limit });

/** All of a stream; no more than `limit` bytes of it are read, however long it is. */
export async function readBytes(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Result<{ bytes: Uint8Array<ArrayBuffer> }>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > limit) return tooManyBytes(limit);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return ok({ bytes });
}
