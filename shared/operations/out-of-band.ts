import { z } from "zod";
import { OutOfBandEdit, VerifyReport, WatchState } from "../models/out-of-band.ts";
import { PatchId } from "../models/patch-operation.ts";
import { CustodyRow } from "../models/patch-record.ts";
import { PatchResult } from "../models/patch-result.ts";
import { TraceId } from "../models/span.ts";
import { defineOperation } from "../operation.ts";
import { revertPatch } from "./patches.ts";

const oneEdit = z.object({ id: PatchId });
const reason = z.string().max(2000).default("");

export const listOutOfBand = defineOperation({
  name: "custody.outOfBand",
  summary: "Edits that went around patchctl, newest first, and whether the server is looking for them",
  kind: "query",
  role: "viewer",
  input: z.object({
    /** `true`: those that nobody has accepted or put back yet */
    open: z
      .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
      .default(false),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    /** the `next` of the page before */
    before: z.coerce.number().int().min(1).optional(),
  }),
  output: z.object({
    edits: z.array(OutOfBandEdit),
    /** all that are open, whatever was asked for; of a group, those with a row */
    open: z.int(),
    /** pass it back as `before` for the next page; null where this was the last */
    next: z.int().nullable(),
    watch: WatchState,
  }),
  errors: [],
  http: { method: "GET", path: "/api/custody/out-of-band" },
  rpc: { entrypoint: "CustodyOps", method: "outOfBand" },
});

export const getOutOfBandDiff = defineOperation({
  name: "custody.outOfBandDiff",
  summary: "One edit that went around, with its unified diff; empty where none could be made",
  kind: "query",
  role: "viewer",
  input: oneEdit,
  output: z.object({ edit: OutOfBandEdit, diff: z.string(), truncated: z.boolean() }),
  errors: ["OUT_OF_BAND_NOT_FOUND"],
  http: { method: "GET", path: "/api/custody/out-of-band/:id/diff" },
  rpc: { entrypoint: "CustodyOps", method: "outOfBandDiff" },
});

export const acceptOutOfBand = defineOperation({
  name: "custody.accept",
  summary: "Say that an edit that went around is fine; with `group`, all that were found together with it",
  kind: "command",
  role: "reviewer",
  input: oneEdit.extend({ group: z.boolean().default(false), reason }),
  output: z.object({ accepted: z.int() }),
  errors: ["OUT_OF_BAND_NOT_FOUND", "OUT_OF_BAND_CLOSED"],
  http: { method: "POST", path: "/api/custody/out-of-band/:id/accept" },
  rpc: { entrypoint: "CustodyOps", method: "accept" },
});

export const putBackOutOfBand = defineOperation({
  name: "custody.putBack",
  summary: "Undo an edit that went around by a patch, where its lines are still as it left them",
  kind: "command",
  role: "reviewer",
  input: oneEdit.extend({ reason }),
  output: z.object({ result: PatchResult }),
  errors: ["OUT_OF_BAND_NOT_FOUND", "OUT_OF_BAND_CLOSED", ...revertPatch.errors],
  http: { method: "POST", path: "/api/custody/out-of-band/:id/put-back" },
  rpc: { entrypoint: "CustodyOps", method: "putBack" },
});

export const listCustody = defineOperation({
  name: "custody.rows",
  summary: "Rows of the custody chain, newest first: all of them, or those of one flow",
  kind: "query",
  role: "viewer",
  input: z.object({
    trace_id: TraceId.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    /** the `next` of the page before */
    before: z.coerce.number().int().min(1).optional(),
  }),
  output: z.object({
    rows: z.array(CustodyRow),
    /** pass it back as `before` for the next page; null where this was the last */
    next: z.int().nullable(),
  }),
  errors: [],
  http: { method: "GET", path: "/api/custody" },
  rpc: { entrypoint: "CustodyOps", method: "rows" },
});

export const verifyCustody = defineOperation({
  name: "custody.verify",
  summary: "Check the custody chain, every patch's record, the files against what is known, and the guards",
  kind: "query",
  role: "viewer",
  input: z.object({}),
  output: VerifyReport,
  errors: ["WORKSPACE_UNAVAILABLE"],
  http: { method: "GET", path: "/api/custody/verify" },
  rpc: { entrypoint: "CustodyOps", method: "verify" },
});

export const custodyOperations = {
  listOutOfBand,
  getOutOfBandDiff,
  acceptOutOfBand,
  putBackOutOfBand,
  listCustody,
  verifyCustody,
} as const;
