import type { FlagSpec } from "./parse-flags.ts";

/** Every command takes these. */
export const globalFlags = {
  workspace: {
    kind: "text",
    value: "dir",
    help: "the governed folder; default: the nearest one above with .mission_control or .git",
  },
  json: { kind: "yes", help: "JSON on a terminal too" },
  "no-color": { kind: "yes", help: "no colours (NO_COLOR does the same)" },
  help: { kind: "yes", help: "say how this command is used" },
} as const satisfies FlagSpec;

/** Who asks, why, and under which order: they travel with the patch into its log and its events. */
export const whoFlags = {
  "task-id": {
    kind: "text",
    value: "id",
    help: "the task this edit belongs to; its allowed spans then bind",
  },
  requester: { kind: "text", value: "name", help: "who asks for the edit" },
  reason: { kind: "text", value: "text", help: "why" },
  branch: { kind: "text", value: "name", help: "the branch it is meant for" },
  "git-branch": {
    kind: "yes",
    help: "also commit the patch to fix/trace-<trace>-<requester>; checkout, index and stash stay as they are",
  },
  "order-id": { kind: "text", value: "id", help: "the order it belongs to, such as ORD-002" },
  "trace-id": { kind: "text", value: "id", help: "the trace it belongs to" },
  factory: { kind: "text", value: "name", help: "the factory that sends it" },
  phase: { kind: "text", value: "name", help: "the phase of the order" },
  unlock: {
    kind: "list",
    value: "NAME",
    help: "a guarded region that the edit may rewrite; only for a reviewer, through the server; may be given again",
  },
  "dry-run": { kind: "yes", help: "plan only: the diff, the checks and the score, nothing written" },
} as const satisfies FlagSpec;

/** Where the new lines come from; with neither flag they are read from standard input. */
export const blockFlags = {
  block: { kind: "text", value: "text", help: "the new lines; an empty one deletes" },
  "block-file": { kind: "text", value: "path", help: "a file that holds the new lines; - is standard input" },
} as const satisfies FlagSpec;

/** Where and against what an edit is made. Each operation takes the ones it names. */
export const placeFlags = {
  file: { kind: "text", value: "path", help: "the file to edit" },
  start: { kind: "whole", value: "line", help: "first line, counted from 1" },
  end: { kind: "whole", value: "line", help: "last line, included" },
  line: { kind: "whole", value: "line", help: "the line to insert at, counted from 1" },
  "open-space": { kind: "yes", help: "leave padding blank lines below the block for the next pass" },
  "old-text": { kind: "text", value: "text", help: "the text to replace; it must occur once" },
  "old-text-file": { kind: "text", value: "path", help: "a file that holds the text to replace" },
  anchor: { kind: "text", value: "text", help: "text found on exactly one line" },
  position: { kind: "text", value: "before|after", help: "which side of the anchor" },
  "start-marker": { kind: "text", value: "text", help: "the line above the region; it stays" },
  "end-marker": { kind: "text", value: "text", help: "the line below the region; it stays" },
  placeholder: { kind: "text", value: "NAME", help: "the NAME in ###FINAL_MILE_PROMPT__NAME###" },
  "expect-hash": {
    kind: "text",
    value: "sha256",
    help: "the fileHash of the version you read: line numbers mean that version and follow what has moved them since; touched lines are refused",
  },
  "patch-id": {
    kind: "text",
    value: "id",
    help: "makes the request idempotent: sent again, it answers the same and writes nothing",
  },
} as const satisfies FlagSpec;
