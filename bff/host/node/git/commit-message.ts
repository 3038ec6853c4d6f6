import type { Subject } from "../engine/events.ts";

/** What a commit of one patch says: why in its first line, and what it belongs to as trailers that git can list. */
export function commitMessage(subject: Subject, meta: Record<string, unknown>): string {
  const reason = oneLine(meta.reason);
  const reverts = oneLine(meta.reverts);
  const what = reverts === "" ? `${subject.op} ${subject.file}` : `revert of ${reverts}: ${subject.file}`;
  const first = reason === "" ? what : reason;
  const title = first.length <= 72 ? first : `${first.slice(0, 71)}…`;
  const trailers = [
    ["Patch-Id", subject.patch_id],
    ["Reverts", reverts],
    ["Requester", oneLine(meta.requester)],
    ["Trace-Id", oneLine(meta.trace_id)],
    ["Order-Id", oneLine(meta.order_id)],
    ["Task-Id", oneLine(subject.task_id)],
  ].flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${value}`]));
  const body = reason === "" ? [] : [what, ""];
  return `${[title, "", ...body, ...trailers].join("\n")}\n`;
}

const oneLine = (value: unknown): string =>
  typeof value === "string" ? value.replace(/\s+/g, " ").trim() : "";
