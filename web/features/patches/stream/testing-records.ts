import type { PatchRecord } from "../../../../shared/models/patch-record.ts";

/** A record for tests: patch `n`, made in second `n`, as event `seq` left it. */
export function record(n: number, seq: number, fields: Partial<PatchRecord> = {}): PatchRecord {
  const at = new Date(Date.UTC(2026, 10, 20, 12, 0, n)).toISOString();
  return {
    id: n + 1,
    seq,
    patch_id: `p${n}`,
    task_id: null,
    order_id: null,
    trace_id: null,
    factory: null,
    phase: null,
    requester: "ai-coder",
    reason: null,
    file: `src/file${n}.ts`,
    op: "append",
    status: "applied",
    display_status: "applied",
    ts_check_ok: null,
    ts_check_ms: null,
    diff_path: null,
    before_hash: null,
    after_hash: null,
    lines_added: 1,
    lines_removed: 0,
    error: null,
    code: null,
    created_at: at,
    updated_at: at,
    ...fields,
  };
}
