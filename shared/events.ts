import { z } from "zod";
import { patchEventTypes } from "./models/patch-event.ts";
import { PatchRecord } from "./models/patch-record.ts";

/** Sent by a factory, received by everyone watching; each leaves a custody row. */
export const factoryEventTypes = [
  "generation_started",
  "generation_complete",
  "phase_generating",
  "phase_generated",
  "phase_implementing",
  "phase_implemented",
  "phase_validating",
  "phase_validated",
  "file_chunk_generated",
  "file_generating",
  "file_generated",
  "file_regenerating",
  "file_regenerated",
  "runtime_error_found",
  "static_analysis_results",
  "deployment_started",
  "deployment_completed",
  "deployment_failed",
  "preview_force_refresh",
  "cloudflare_deployment_started",
  "cloudflare_deployment_completed",
  "cloudflare_deployment_error",
  "screenshot_capture_started",
  "screenshot_capture_success",
  "screenshot_capture_error",
  "screenshot_analysis_result",
  "error",
  "rate_limit_error",
  "code_reviewing",
  "code_reviewed",
  "command_executing",
  "command_executed",
  "command_execution_failed",
  "generation_stopped",
  "generation_resumed",
  "deterministic_code_fix_started",
  "deterministic_code_fix_completed",
  "github_export_started",
  "github_export_progress",
  "github_export_completed",
  "github_export_error",
  "user_suggestions_processing",
  "conversation_response",
  "conversation_cleared",
  "conversation_state",
  "project_name_updated",
  "blueprint_updated",
  "model_configs_info",
  "terminal_output",
  "server_log",
] as const;
export type FactoryEventType = (typeof factoryEventTypes)[number];

/**
 * What the server itself saw happen to the workspace, beside the patches: an edit that went around patchctl and what
 * became of it, and leases. Everyone watching receives it, and each leaves a custody row.
 */
export const workspaceEventTypes = [
  "out_of_band",
  "out_of_band_accepted",
  "out_of_band_put_back",
  "lease_taken",
  "lease_released",
] as const;
export type WorkspaceEventType = (typeof workspaceEventTypes)[number];

/** Sent by the dashboard or the command line; the hub routes each to the factory named in `payload.factory`. */
export const factoryRequestTypes = [
  "generate_all",
  "generate",
  "deploy",
  "preview",
  "overwrite",
  "update_query",
  "runtime_error_found",
  "preview_failed",
  "capture_screenshot",
  "stop_generation",
  "resume_generation",
  "github_export",
  "user_suggestion",
  "clear_conversation",
  "get_conversation_state",
  "get_model_configs",
  "terminal_command",
] as const;
export type FactoryRequestType = (typeof factoryRequestTypes)[number];

/** The payload of a patch event on the wire; `record` is the patch as it stands after the event. */
export const PatchEventPayload = z.looseObject({
  patch_id: z.string(),
  file: z.string(),
  op: z.string(),
  task_id: z.string().nullish(),
  ts: z.string().optional(),
  ts_check_ok: z.boolean().nullish(),
  diff_path: z.string().nullish(),
  meta: z.record(z.string(), z.unknown()).optional(),
  record: PatchRecord.optional(),
});
export type PatchEventPayload = z.infer<typeof PatchEventPayload>;

export const FactoryPayload = z.looseObject({
  factory: z.string().max(200).optional(),
  patch_id: z.string().max(64).optional(),
  message: z.string().max(10_000).optional(),
});
export type FactoryPayload = z.infer<typeof FactoryPayload>;

/**
 * What travels on `/ws` from the server. `seq` counts the event log without a hole: a client that holds `n`
 * asks for `/ws?since=n` and misses nothing. Control messages carry the head of the log as their `seq`.
 *
 * - `connected`: first on every socket.
 * - `resync`: the past that was asked for is gone, or the reader fell too far behind: read history again,
 *   then go on from this `seq`.
 * - `ping`: keeps middle boxes awake and says how far the log has come.
 * - `refused`: the answer to a message that this socket sent and that was not accepted.
 * - `factories_changed`: a factory came, went, said something else of itself or was given a secret; `GET /api/factories`
 *   tells. It is not kept: who was away reads them again once it is `connected`.
 */
export const controlTypes = ["connected", "resync", "ping", "refused", "factories_changed"] as const;

export const ServerMessage = z.object({
  type: z.string(),
  payload: z.record(z.string(), z.unknown()).optional(),
  seq: z.int(),
  ts: z.string(),
});
export type ServerMessage = z.infer<typeof ServerMessage>;

/**
 * What a live replay asks of a factory over its socket, `simulate_operation` with a `SimulateCall` and a `request_id`,
 * and `simulate_cancel` with that `request_id` once nobody waits for the answer any more. The factory answers with
 * `simulate_result`. None of them is an event of the log.
 */
export const simulationTypes = ["simulate_operation", "simulate_cancel", "simulate_result"] as const;

/**
 * What a factory or a dashboard may send on `/ws`. The payload of `hello` is a `FactoryCard` and the name, that of
 * `simulate_result` a `SimulateResult`.
 */
export const ClientMessage = z.object({
  type: z.enum([...new Set([...factoryEventTypes, ...factoryRequestTypes, "hello", "simulate_result"])] as [
    string,
    ...string[],
  ]),
  payload: FactoryPayload.default({}),
});
export type ClientMessage = z.infer<typeof ClientMessage>;

const patchTypes: ReadonlySet<string> = new Set(patchEventTypes);
const factoryTypes: ReadonlySet<string> = new Set(factoryEventTypes);
const workspaceTypes: ReadonlySet<string> = new Set(workspaceEventTypes);
const requestTypes: ReadonlySet<string> = new Set(factoryRequestTypes);

export const isPatchEventType = (type: string): boolean => patchTypes.has(type);
export const isFactoryEventType = (type: string): type is FactoryEventType => factoryTypes.has(type);
export const isWorkspaceEventType = (type: string): type is WorkspaceEventType => workspaceTypes.has(type);
export const isFactoryRequestType = (type: string): type is FactoryRequestType => requestTypes.has(type);
