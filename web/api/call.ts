import type { InputOf, OutputOf } from "../../shared/operation.ts";
import type { AnyOperation } from "../../shared/operation-table.ts";
import { ok, type Refusal, type Result, refuse } from "../../shared/result.ts";
import { takeEarlyAnswer } from "./early-answer.ts";
import { sessionStore } from "./session-store.ts";
import { toRequest } from "./to-request.ts";

/** What tells whether an answer is understood, as a schema does. */
interface OutputCheck<T> {
  safeParse(answer: unknown): { success: true; data: T } | { success: false };
}

/**
 * Runs one operation of the table over HTTP. Resolves to the operation's own fields and `ok: true`, or to the
 * server's refusal; no answer at all is `SERVER_UNREACHABLE`. Rejects only when `signal` aborts. An answer that
 * says the session is over is also put into the session store, which brings up the sign-in. `output`: a quicker
 * check of a large answer, in place of the operation's own.
 */
export async function call<O extends AnyOperation>(
  operation: O,
  input: InputOf<O>,
  options: { signal?: AbortSignal; output?: OutputCheck<OutputOf<O>> } = {},
): Promise<Result<OutputOf<O>>> {
  const { url, init } = toRequest(operation, input as Record<string, unknown>);
  let response: Response;
  let answer: unknown;
  try {
    response = await ((init.method === "GET" && takeEarlyAnswer(url)) ||
      fetch(url, { ...init, signal: options.signal ?? null, credentials: "same-origin" }));
    answer = await response.json();
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return refuse("SERVER_UNREACHABLE", "The server did not answer. Is it still running?");
  }
  if (isRefusal(answer)) {
    if (operation.role !== "public" && (answer.code === "UNAUTHENTICATED" || answer.code === "TOKEN_REVOKED"))
      sessionStore.setState({ signedOut: answer.code });
    return answer;
  }
  const parsed = (options.output ?? operation.output).safeParse(answer);
  if (!response.ok || !parsed.success)
    return refuse(
      "INTERNAL",
      `The answer to ${operation.name} was not understood. The server may be newer than this page: reload it.`,
      { status: response.status },
    );
  return ok(parsed.data as OutputOf<O> & object);
}

function isRefusal(answer: unknown): answer is Refusal {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "ok" in answer &&
    answer.ok === false &&
    "code" in answer &&
    "error" in answer &&
    typeof answer.error === "string"
  );
}
