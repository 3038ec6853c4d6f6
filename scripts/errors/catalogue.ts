import type { ErrorCode } from "../../shared/errors.ts";

/** What each code means and what its reader does, for people and agents; the order is that of `shared/errors.ts`. */
export const catalogue: Readonly<Record<ErrorCode, { when: string; todo: string }>> = {
  BAD_JSON: {
    when: "What was sent is not JSON.",
    todo: "Send JSON; the place where it breaks off is named.",
  },
  INVALID_INPUT: {
    when: "A field is missing, of the wrong kind or out of its limits.",
    todo: "Correct every field that is listed: all problems of a request come back at once, in `details.problems`.",
  },
  UNKNOWN_OP: {
    when: "A patch names an operation that there is not.",
    todo: "Name one of those that are listed.",
  },
  BODY_TOO_LARGE: {
    when: "The request is larger than the server reads.",
    todo: "Send fewer patches at once.",
  },
  BLOCK_TOO_LARGE: { when: "A block or a diff is over its limit.", todo: "Split the edit." },
  NOT_FOUND: {
    when: "There is nothing at this path of the server.",
    todo: "Look the path up in `/api/openapi.json`.",
  },
  METHOD_NOT_ALLOWED: {
    when: "The path takes another HTTP method.",
    todo: "Use the method that is named.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    when: "The body is not declared as JSON.",
    todo: "Send `content-type: application/json`.",
  },
  UPGRADE_REQUIRED: {
    when: "The path is a WebSocket and was asked for as a page.",
    todo: "Connect to `details.url` with a WebSocket client.",
  },
  UNAUTHENTICATED: {
    when: "The server was asked without a token, or with one it does not know.",
    todo: "Send `Authorization: Bearer <token>`; a person makes tokens on the dashboard.",
  },
  TOKEN_REVOKED: { when: "The token was revoked.", todo: "Ask for another one." },
  FORBIDDEN: {
    when: "The caller's role does not allow it; unlocking a guard takes a reviewer.",
    todo: "Leave it to somebody with the role that is named.",
  },
  FOREIGN_ORIGIN: {
    when: "A browser asked from a page of another site.",
    todo: "Call from a program, or from the dashboard itself.",
  },
  FOREIGN_HOST: {
    when: "The `Host` of the request is no name of this server.",
    todo: "Use the address that the server printed; start it with `--public-url` for another.",
  },
  RATE_LIMITED: {
    when: "Too many calls, or too many wrong tokens, in too short a time.",
    todo: "Wait as long as `details.retry_after` says, in seconds; send several edits as one batch.",
  },
  TOO_MANY_CONNECTIONS: {
    when: "All sockets of the server are taken.",
    todo: "Try again later; close sockets that are not needed.",
  },
  PATH_OUTSIDE_WORKSPACE: {
    when: "The path leads out of the workspace, by itself or through a link.",
    todo: "Name a file inside, relative to the workspace.",
  },
  PATH_PROTECTED: {
    when: "The path lies under `.git` or `.mission_control`.",
    todo: "Name a file of the project; no edit reaches these two.",
  },
  PATH_BLOCKED: {
    when: "The policy does not let this file be edited.",
    todo: "Edit another file; `patchctl policy --file F` says which entry decides.",
  },
  FILE_NOT_FOUND: {
    when: "There is no such file.",
    todo: "Correct the path, which is relative to the workspace, or make the file with `create-file`.",
  },
  FILE_EXISTS: {
    when: "The file that was to be made is there already.",
    todo: "Read it, and edit it with another operation.",
  },
  NOT_A_FILE: { when: "The path is a folder or something else that is no plain file.", todo: "Name a file." },
  FILE_UNREADABLE: {
    when: "The operating system does not let the file be read.",
    todo: "Not yours to solve: tell a person.",
  },
  FILE_UNWRITABLE: {
    when: "The operating system does not let the file be written.",
    todo: "Not yours to solve: tell a person.",
  },
  FILE_TOO_LARGE: { when: "The file is over 64 MiB.", todo: "Edit a smaller file, or leave it to a person." },
  BINARY_FILE: {
    when: "The file holds NUL bytes.",
    todo: "The engine edits text; leave this file to a person.",
  },
  EMPTY_FILE: { when: "A line of a file was named that has none.", todo: "Use `append` or `prepend`." },
  DISK_FULL: {
    when: "The disk is full; nothing was written.",
    todo: "Not yours to solve: tell a person, then send the same again.",
  },
  LINE_OUT_OF_RANGE: {
    when: "A line number is not one of the file's.",
    todo: "Look at the lines (`patchctl context`) and send the numbers as they are there.",
  },
  SPAN_INVERTED: { when: "A span ends before it starts.", todo: "Send `start` <= `end`." },
  OPERATIONS_OVERLAP: {
    when: "Two patches of a batch want the same lines.",
    todo: 'Join them, or send `"coordinates": "sequential"` if the second means the result of the first.',
  },
  NO_MATCH: {
    when: "The text that was quoted is nowhere in the file.",
    todo: "Read the place that is named and send the text as it stands there.",
  },
  AMBIGUOUS_MATCH: {
    when: "The text that was quoted is in several places.",
    todo: "Quote more of the text around it, so that it names one place.",
  },
  MALFORMED_DIFF: {
    when: "The diff cannot be read.",
    todo: "Send `---`, `+++` and `@@` lines whose counts are right, or use `replace-text`.",
  },
  BINARY_PATCH: {
    when: "The diff changes a binary file.",
    todo: "Leave that file out; the engine edits text.",
  },
  NOTHING_TO_CHANGE: {
    when: "The file already reads as the edit asks.",
    todo: "Go on; there is nothing to do.",
  },
  STALE_BASE: {
    when: "`expect.fileHash` is of no version of this file that is known here.",
    todo: "Read the file again and send the lines as they are now.",
  },
  STALE_SPAN: {
    when: "Somebody has changed the lines since they were read.",
    todo: "Compare the two versions that are told, and ask again for the lines as they are now.",
  },
  PATCH_ID_REUSED: {
    when: "The `patch_id` was used for another request.",
    todo: "Give another request another id.",
  },
  ALREADY_REVERTED: {
    when: "The patch has been reverted before.",
    todo: "Nothing to undo; revert the revert to have the patch back.",
  },
  REVERT_CONFLICT: {
    when: "The lines that a revert would put back have been changed since.",
    todo: "Undo the later change first, or send an edit that puts the place right.",
  },
  FILE_BUSY: {
    when: "Another request is writing the file at this moment.",
    todo: "Send the same again.",
  },
  FILE_LEASED: {
    when: "Another task holds the file.",
    todo: "Wait until the time that is told, edit another file, or name the task if it is yours.",
  },
  LEASE_NOT_FOUND: { when: "Nobody holds the file.", todo: "Nothing to release." },
  BATCH_ABORTED: {
    when: "The patch was sound, but another one of its atomic batch was refused.",
    todo: "Correct the one that is named and send the batch again.",
  },
  TASK_NOT_FOUND: { when: "There is no such task.", todo: "Take one of those that are open." },
  TASK_CLOSED: {
    when: "The task is done, blocked, or otherwise closed.",
    todo: "Take one of those that are open.",
  },
  SPAN_NOT_ALLOWED: {
    when: "The task does not allow an edit of these lines.",
    todo: "Edit inside of the spans that are named, or have the task widened.",
  },
  GUARD_VIOLATION: {
    when: "The edit would change, move, double or remove a guarded region, or bring one that does not hold.",
    todo: "Edit around the region, both markers included; a reviewer can unlock it.",
  },
  GUARD_NOT_FOUND: {
    when: "`unlock` names a guard that no file of the batch has.",
    todo: "Name one of those that are listed, or leave `unlock` out.",
  },
  GUARD_EXISTS: {
    when: "`guard add` would double a name or overlap another guard.",
    todo: "Give another name, or choose lines above or below.",
  },
  CHANGE_LIMIT: {
    when: "The batch changes more of a file than the policy lets it.",
    todo: "Send only the lines that have to change, in smaller edits.",
  },
  INVALID_POLICY: {
    when: "`policy.json` or `tasks.json` has a mistake; until it is corrected nothing may be edited.",
    todo: "Not yours to solve: a person corrects the line that is named.",
  },
  TYPE_CHECK_FAILED: {
    when: "The edit brought new type errors, and the policy takes such edits back.",
    todo: "Send the edit without the errors that are listed.",
  },
  NOT_A_REPOSITORY: {
    when: "A branch was asked for where there is no git repository.",
    todo: "Send the edit without `gitBranch`.",
  },
  BRANCH_CONFLICT: {
    when: "The patch cannot be committed to the branch of its pass.",
    todo: "Send the edit without a branch, or under another trace.",
  },
  OUT_OF_BAND_NOT_FOUND: {
    when: "No edit of this id went around patchctl.",
    todo: "List those that did: `GET /api/custody/out-of-band`.",
  },
  OUT_OF_BAND_CLOSED: {
    when: "Somebody has accepted the edit or put it back already.",
    todo: "Nothing to decide; what happened is told.",
  },
  TRACE_NOT_FOUND: {
    when: "No span of this trace is known, or it has none of this id.",
    todo: "`GET /api/traces` lists the traces there are; spans are kept for 14 days.",
  },
  TRACE_TOO_LARGE: {
    when: "The trace has more spans than can be replayed or compared; `details` says how many and the limit.",
    todo: "Replay or compare a smaller trace; its parts can be read with `traces.get`, window by window.",
  },
  REPLAY_NOT_FOUND: {
    when: "No replay has this trace id.",
    todo: "Take a `replay_trace` of `GET /api/traces/replays`; the original's id is not the replay's.",
  },
  REPLAY_OVER: {
    when: "The replay that was to be stopped has ended; `details.status` says how.",
    todo: "Nothing has to be stopped; read what came of it at `GET /api/traces/replays/:replay_trace`.",
  },
  PATCH_NOT_FOUND: { when: "There is no patch of this id.", todo: "`patchctl log` lists those there are." },
  FACTORY_NOT_CONNECTED: {
    when: "A request is for a factory that has no socket open, or a live replay for factories that cannot be reached or do not say that they simulate.",
    todo: "Name one that is connected, or start it; for a replay, `details.skipped` says why of each source.",
  },
  FACTORY_TIMEOUT: {
    when: "A factory was asked to simulate an operation and did not answer in time, or the replay was aborted meanwhile.",
    todo: "See whether the factory still runs; replay again with a longer `timeout_ms`.",
  },
  FACTORY_FAULT: {
    when: "What a factory answered to `simulateOperation` is no answer: no JSON object with `ok`, too large, or a redirect.",
    todo: "Correct the factory: it answers `{ ok: true, … }` or `{ ok: false, error, code? }`.",
  },
  WORKSPACE_UNAVAILABLE: {
    when: "The server cannot reach the folder it governs.",
    todo: "Not yours to solve: tell a person. `patchctl` edits without a server.",
  },
  SERVER_UNREACHABLE: {
    when: "A command needs the server, and none answers.",
    todo: "Start it (`npx mission-control`), or correct `ORCHESTRATOR_URL`.",
  },
  INTERNAL: {
    when: "Something broke that should not have; it is in the server's log under the trace that is told.",
    todo: "Send it again once; if it stays, tell a person.",
  },
};
