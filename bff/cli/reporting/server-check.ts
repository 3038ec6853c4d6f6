import { apiUrl, type Server } from "./discover-server.ts";
import { call } from "./http.ts";

/** A check waits for a program of any size, but not for ever: 30 s. */
const checkMs = 30_000;

/**
 * Asks the server to type-check an applied patch; it records the verdict and shows it to everyone. Null where it gives
 * none, for whatever reason.
 */
export async function checkOnServer(
  server: Server,
  patchId: string,
  traceId: string,
): Promise<{ ok: boolean | null; out: string; ms: number } | null> {
  const answer = await call({
    method: "POST",
    url: apiUrl(server, `/api/patches/${encodeURIComponent(patchId)}/check`),
    token: server.token,
    body: {},
    traceId,
    timeoutMs: checkMs,
  });
  if (!answer.ok || answer.status !== 200) return null;
  try {
    const { ts_check_ok, ts_check_out, ts_check_ms } = JSON.parse(answer.body) as Record<string, unknown>;
    if (ts_check_ok !== null && typeof ts_check_ok !== "boolean") return null;
    return { ok: ts_check_ok, out: String(ts_check_out ?? ""), ms: Number(ts_check_ms ?? 0) };
  } catch {
    return null;
  }
}
