// What `import … from "mission-control/client"` gives; the package carries it as plain JavaScript with its types.
export { type Client, type ClientOptions, createClient } from "./client.ts";
export type { LogEvent } from "./log-event.ts";
export { orchestratorCall } from "./orchestrator-call.ts";
export { flowOf, newTraceId, type TraceFlow } from "./trace-flow.ts";
