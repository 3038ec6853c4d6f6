import type { StageFamily } from "../models/span.ts";

const families: Readonly<Record<string, StageFamily>> = {
  request_received: "received",
  processing: "processing",
  outbound_call: "outbound",
  before_rpc: "outbound",
  after_rpc: "outbound",
  before_call: "outbound",
  after_call: "outbound",
  response_sent: "response",
};

/** The family, and with it the colour, of a stage. Errors are told by the status, not by the stage. */
export const familyOf = (stage: string): StageFamily =>
  families[stage] ?? (stage.startsWith("replay_") ? "replay" : stage === "error" ? "processing" : "other");
