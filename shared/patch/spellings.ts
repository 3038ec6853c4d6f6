/** The looser spellings that agents emit, as names of the contract. Nothing else in the code knows them. */

const fields: Record<string, string> = {
  target_file: "file",
  targetFile: "file",
  file_path: "file",
  filePath: "file",
  filename: "file",
  path: "file",
  task_id: "taskId",
  task_uuid: "taskId",
  patchId: "patch_id",
  operation: "op",
  action: "op",
  type: "op",
  start_line: "start",
  startLine: "start",
  end_line: "end",
  endLine: "end",
  line_number: "line",
  lineNumber: "line",
  new_block: "block",
  newBlock: "block",
  content: "block",
  contents: "block",
  new_content: "block",
  new_text: "block",
  newText: "block",
  new_string: "block",
  text: "block",
  code: "block",
  block_file: "blockFile",
  old_text: "oldText",
  old_string: "oldText",
  start_marker: "startMarker",
  end_marker: "endMarker",
  open_space: "openSpace",
  patch: "diff",
  unified_diff: "diff",
};

const expectFields: Record<string, string> = {
  file_hash: "fileHash",
  span_hash: "spanHash",
  span_text: "spanText",
};

const batchFields: Record<string, string> = {
  order_id: "orderId",
  trace_id: "traceId",
  dry_run: "dryRun",
  operations: "patches",
  edits: "patches",
};

const ops: Record<string, string> = {
  "insert-at": "insert-before",
  replace: "replace-text",
  "str-replace": "replace-text",
  "search-replace": "replace-text",
  "replace-lines": "replace-block",
  "apply-diff": "unified-diff",
  diff: "unified-diff",
  "apply-patch": "unified-diff",
  create: "create-file",
  "append-to-file": "append",
  "prepend-to-file": "prepend",
};

export type Loose = Record<string, unknown>;

/** Renames keys; a key that is there under its own name already wins over a looser one. */
function renamed(source: Loose, names: Record<string, string>): Loose {
  const out: Loose = {};
  for (const [key, value] of Object.entries(source)) {
    const name = Object.hasOwn(names, key) ? names[key]! : key;
    if (name !== key && Object.hasOwn(source, name)) out[key] = value;
    else if (value !== null) out[name] = value;
  }
  return out;
}

const numeric = (value: unknown): unknown =>
  typeof value === "string" && /^-?\d+$/.test(value.trim()) ? Number(value) : value;

/** One operation with the contract's names. What cannot be told stays as it is, for the schema to report. */
export function spellOperation(source: Loose): Loose {
  const op = renamed(source, fields);
  for (const key of ["start", "end", "line"]) if (key in op) op[key] = numeric(op[key]);
  if (op.expect !== null && typeof op.expect === "object")
    op.expect = renamed(op.expect as Loose, expectFields);
  if ("expect_hash" in op || "expectHash" in op) {
    op.expect = { ...(op.expect as Loose | undefined), fileHash: op.expect_hash ?? op.expectHash };
    delete op.expect_hash;
    delete op.expectHash;
  }
  const spelled = typeof op.op === "string" ? op.op.trim().toLowerCase().replaceAll("_", "-") : impliedOp(op);
  if (spelled === undefined) return op;
  op.op = Object.hasOwn(ops, spelled) ? ops[spelled] : spelled;
  if (op.op === "insert-after" || op.op === "insert-before") {
    if (op.anchor !== undefined && op.line === undefined) {
      op.position = op.op === "insert-after" ? "after" : "before";
      op.op = "insert-at-anchor";
    } else if (op.line === undefined && op.start !== undefined) {
      op.line = op.start;
      delete op.start;
      if (op.end === op.line) delete op.end;
    }
  } else if (op.op === "replace-block") {
    if (op.startMarker !== undefined && op.start === undefined) op.op = "replace-between";
    else if (op.oldText !== undefined && op.start === undefined) op.op = "replace-text";
  }
  return op;
}

/** The operation that the fields alone make plain, where none is named. */
function impliedOp(op: Loose): string | undefined {
  if (op.op !== undefined) return undefined;
  if (op.diff !== undefined) return "unified-diff";
  if (op.start !== undefined && op.end !== undefined) return "replace-block";
  if (op.oldText !== undefined) return "replace-text";
  if (op.startMarker !== undefined && op.endMarker !== undefined) return "replace-between";
  if (op.placeholder !== undefined) return "fill-placeholder";
  return undefined;
}

/** The fields of a batch with the contract's names. */
export const spellBatch = (source: Loose): Loose => renamed(source, batchFields);
