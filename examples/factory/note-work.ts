// What this factory can do: it makes one line out of a message and has Mission Control put it into NOTES.md.
import { type Client, orchestratorCall } from "mission-control/client";

/** Every answer of this factory: its own fields, or what is wrong and what to send instead. */
export type Answer = { [field: string]: unknown } & (
  | { ok: true }
  | { ok: false; code: string; error: string }
);

/** `dry`: asks what an edit would do, and nothing is written. `signal`: aborted once nobody waits for it any more. */
export interface Job {
  message: string;
  dry: boolean;
  signal?: AbortSignal;
}

export type Operation = (client: Client, job: Job) => Promise<Answer>;

/** The answer of work that was given up because nobody waits for it any more. */
export const cancelled: Answer = { ok: false, code: "CANCELLED", error: "nobody waits for this any more" };

/** Each is a span of its own, with what it was asked for in its details: that is what a replay sends again. */
function spanned(name: string, work: Operation): Operation {
  return (client, job) =>
    client.withTrace(client.flow ?? "", (inner) => work(inner, job), {
      operation: name,
      details: { message: job.message },
    });
}

const draftNote = spanned("draft-note", async (_client, { message }) => {
  const line = message.replace(/\s+/g, " ").trim().slice(0, 120);
  if (line !== "") return { ok: true, line: `- ${line}` };
  return {
    ok: false,
    code: "INVALID_INPUT",
    error: "there is nothing to note: send a message with words in it",
  };
});

const writeNote = spanned("write-note", async (client, { message, dry, signal }) => {
  const ask = (patch: object) =>
    orchestratorCall<Answer>(client, "PatchOps", dry ? "simulatePatches" : "applyPatches", {
      requester: "note-factory",
      reason: "note a message",
      factory: "note-factory",
      patches: [{ file: "NOTES.md", ...patch }],
    }).catch(
      (error): Answer => ({
        ok: false,
        code: "SERVER_UNREACHABLE",
        error: `no word from Mission Control: ${error}`,
      }),
    );
  const drafted = await draftNote(client, { message, dry });
  if (!drafted.ok) return drafted;
  if (signal?.aborted) return cancelled;
  const appended = await ask({ op: "append", block: drafted.line });
  if (signal?.aborted) return cancelled;
  // a refusal says what is wrong: where there is no such file yet, the edit is another one
  if (appended.ok || appended.code !== "FILE_NOT_FOUND") return appended;
  return ask({ op: "create-file", block: `# Notes\n\n${drafted.line}\n` });
});

/** By the name under which each is logged. */
export const operations: Readonly<Record<string, Operation>> = {
  "draft-note": draftNote,
  "write-note": writeNote,
};
