import { type OtlpOrigin, scopeDetails } from "../../../shared/trace/otlp-details.ts";
import type { Attributes, ScopeSpans } from "./export-request.ts";

/** Where a span comes from, as it is kept with each of its spans. */
export interface Origin extends OtlpOrigin {
  source: string;
}

const longestSource = 200;
/** Most characters of JSON; what is longer would be stored once a span, a thousand times a request. */
const most = 16 * 1024;

export function originOf(resource: Attributes, scope: ScopeSpans["scope"]): Origin {
  const name = resource["service.name"];
  return {
    source: typeof name === "string" && name !== "" ? name.slice(0, longestSource) : "unknown_service",
    resource: bounded(resource),
    scope: scopeDetails(scope.name.slice(0, 1000), scope.version.slice(0, 200), bounded(scope.attributes)),
  };
}

/** Attributes as they are or, where they are long, the short ones of them and how many are missing. */
function bounded(attributes: Attributes): Attributes {
  if (JSON.stringify(attributes).length <= most) return attributes;
  const kept: Attributes = {};
  let room = most;
  let missing = 0;
  for (const [key, value] of Object.entries(attributes)) {
    const length = key.length + JSON.stringify(value).length;
    if (length > 1000 || length > room) missing += 1;
    else {
      kept[key] = value;
      room -= length;
    }
  }
  return { ...kept, too_long_and_left_out: missing };
}
