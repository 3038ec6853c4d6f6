import type { Command, CommandEntry } from "./command.ts";
import type { EditOp } from "./commands/edit.ts";

const edit = async (op: EditOp): Promise<Command> => (await import("./commands/edit.ts")).editCommand(op);

/** Every command by name. Each is loaded only when it is called: a process per edit has to start fast. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  "replace-block": { summary: "replace lines start to end", load: () => edit("replace-block") },
  "insert-before": { summary: "insert above a line", load: () => edit("insert-before") },
  "insert-after": { summary: "insert below a line", load: () => edit("insert-after") },
  append: { summary: "add at the end of a file", load: () => edit("append") },
  prepend: { summary: "add at the start of a file", load: () => edit("prepend") },
  "create-file": { summary: "make a file that does not exist yet", load: () => edit("create-file") },
  "replace-text": { summary: "replace text that occurs once", load: () => edit("replace-text") },
  "insert-at-anchor": {
    summary: "insert beside a line found by its text",
    load: () => edit("insert-at-anchor"),
  },
  "replace-between": {
    summary: "replace what stands between two markers",
    load: () => edit("replace-between"),
  },
  "fill-placeholder": { summary: "fill ###FINAL_MILE_PROMPT__NAME###", load: () => edit("fill-placeholder") },
  apply: {
    summary: "apply a unified diff or a *** Begin Patch envelope",
    load: async () => (await import("./commands/apply.ts")).apply,
  },
  "apply-batch": {
    summary: "apply several edits from JSON, whole or not at all",
    load: async () => (await import("./commands/apply-batch.ts")).applyBatch,
  },
  context: {
    readsOnly: true,
    summary: "the few lines of a file that an edit needs, numbered, with the file's hash",
    load: async () => (await import("./commands/context.ts")).context,
  },
  resolve: {
    readsOnly: true,
    summary: "where a placeholder is",
    load: async () => (await import("./commands/resolve.ts")).resolvePlaceholder,
  },
  "list-tasks": {
    readsOnly: true,
    summary: "the tasks of this workspace",
    load: async () => (await import("./commands/list-tasks.ts")).listTasks,
  },
  log: {
    readsOnly: true,
    summary: "the newest patches",
    load: async () => (await import("./commands/log.ts")).log,
  },
  show: {
    readsOnly: true,
    summary: "one patch with its diff",
    load: async () => (await import("./commands/show.ts")).show,
  },
  revert: {
    summary: "undo one patch by a new one",
    load: async () => (await import("./commands/revert.ts")).revert,
  },
  lock: {
    summary: "hold a file for a task, or show the files that are held",
    load: async () => (await import("./commands/lock.ts")).lock,
  },
  unlock: {
    summary: "give a held file back",
    load: async () => (await import("./commands/unlock.ts")).unlock,
  },
  policy: {
    summary: "explain what may be edited here, or write a policy",
    load: async () => (await import("./commands/policy.ts")).policy,
  },
  guard: {
    summary: "put a guard around lines, or look whether the guards hold",
    load: async () => (await import("./commands/guard.ts")).guard,
  },
  mcp: {
    summary: "serve these commands as MCP tools on standard input and output",
    load: async () => (await import("./commands/mcp.ts")).mcpCommand(commands),
  },
  "close-space": {
    summary: "take out the blank lines that --open-space left",
    load: async () => (await import("./commands/close-space.ts")).closeSpace,
  },
  replay: {
    summary: "make patches again in memory and compare the hashes",
    load: async () => (await import("./commands/replay.ts")).replay,
  },
  verify: {
    readsOnly: true,
    summary: "hold files, patches, guards and the custody chain against the record",
    load: async () => (await import("./commands/verify.ts")).verify,
  },
  flush: {
    summary: "send the reports that wait for a server",
    load: async () => (await import("./commands/flush.ts")).flush,
  },
  doctor: {
    readsOnly: true,
    summary: "say what is in order here and what is not",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
};
