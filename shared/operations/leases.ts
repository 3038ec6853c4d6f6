import { z } from "zod";
import { defaultLeaseMinutes, maxLeaseMinutes } from "../lease-minutes.ts";
import { Lease } from "../models/lease.ts";
import { defineOperation } from "../operation.ts";

const file = z.string().min(1).max(4096);
const taskId = z.string().min(1).max(200);
const requester = z.string().max(200).optional();

const refusedPlace = [
  "PATH_OUTSIDE_WORKSPACE",
  "PATH_PROTECTED",
  "NOT_A_FILE",
  "FILE_BUSY",
  "FILE_LEASED",
  "FILE_UNWRITABLE",
  "DISK_FULL",
  "WORKSPACE_UNAVAILABLE",
] as const;

export const listLeases = defineOperation({
  name: "leases.list",
  summary: "Which file is held by which task, and until when",
  kind: "query",
  role: "viewer",
  input: z.object({}),
  output: z.object({ leases: z.array(Lease) }),
  errors: ["WORKSPACE_UNAVAILABLE"],
  http: { method: "GET", path: "/api/leases" },
  rpc: { entrypoint: "LeaseOps", method: "list" },
});

export const takeLease = defineOperation({
  name: "leases.take",
  summary: "Hold a file for a task, so that nobody else edits it meanwhile; taken again, it is renewed",
  kind: "command",
  role: "agent",
  input: z.object({
    file,
    task_id: taskId,
    requester,
    minutes: z.number().int().min(1).max(maxLeaseMinutes).default(defaultLeaseMinutes),
  }),
  output: z.object({ lease: Lease, renewed: z.boolean() }),
  errors: [
    ...refusedPlace,
    "PATH_BLOCKED",
    "TASK_NOT_FOUND",
    "TASK_CLOSED",
    "SPAN_NOT_ALLOWED",
    "INVALID_POLICY",
  ],
  http: { method: "POST", path: "/api/leases" },
  rpc: { entrypoint: "LeaseOps", method: "take" },
});

export const releaseLease = defineOperation({
  name: "leases.release",
  summary:
    "Give a file back before its lease ends; a reviewer takes it from any task, by force and with a reason",
  kind: "command",
  role: "agent",
  input: z.object({
    file,
    task_id: taskId.optional(),
    requester,
    force: z.boolean().default(false),
    reason: z.string().max(2000).default(""),
  }),
  output: z.object({ released: Lease }),
  errors: [...refusedPlace, "LEASE_NOT_FOUND", "FORBIDDEN", "INVALID_INPUT"],
  http: { method: "POST", path: "/api/leases/release" },
  rpc: { entrypoint: "LeaseOps", method: "release" },
});

export const leaseOperations = { listLeases, takeLease, releaseLease } as const;
