import type { StageFamily } from "../models/span.ts";

/** A map: other programs name stages, and an object has more names than were put into it. */
const families: ReadonlyMap<string, StageFamily> = new Map([
  ["request_received", "received"],
  ["processing", "processing"],
  ["outbound_call", "outbound"],
  ["before_rpc", "outbound"],
  ["after_rpc", "outbound"],
  ["before_call", "outbound"],
  ["after_call", "outbound"],
  ["response_sent", "response"],
]);

/** The family, and with it the colour, of a stage. Errors are told by the status, not by the stage. */
export const familyOf = (stage: string): StageFamily =>
  families.get(stage) ??
  (stage.startsWith("replay_") ? "replay" : stage === "error" ? "processing" : "other");
