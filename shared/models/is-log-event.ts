import { hasOwnAddress } from "../trace/own-address.ts";
import { LogEvent } from "./log-event.ts";

const { shape } = LogEvent;
const mostStart = shape.start_us.unwrap().maxValue!;
const mostDuration = shape.duration_ms.unwrap().unwrap().maxValue!;

/**
 * Whether `LogEvent` takes the value and leaves it as it is, at a tenth of what it costs to parse it. False says
 * nothing: the schema decides then, and words what is wrong.
 */
export function isLogEvent(value: unknown): value is LogEvent {
  if (!isPlain(value)) return false;
  const { source, stage, operation } = value;
  if (!isText(source, 200) || !isText(stage, 100) || !isText(operation, 2000)) return false;
  for (const name in value) if (!fits(name, value[name])) return false;
  return true;
}

function fits(name: string, value: unknown): boolean {
  switch (name) {
    case "source":
    case "stage":
    case "operation":
      return true; // looked at already
    case "trace_id":
      return value === undefined || (isText(value, 200) && hasOwnAddress(value));
    case "span_id":
    case "parent_span_id":
    case "task_uuid":
      return value === undefined || value === null || isText(value, 200);
    case "start_us":
      return value === undefined || (Number.isSafeInteger(value) && isWithin(value as number, 0, mostStart));
    case "duration_ms":
      return (
        value === undefined ||
        value === null ||
        (typeof value === "number" && isWithin(value, -mostDuration, mostDuration))
      );
    case "status":
      return value === undefined || value === "ok" || value === "error";
    case "timestamp":
      return shape.timestamp.safeParse(value).success;
    case "details":
      return value === undefined || (isPlain(value) && !Object.hasOwn(value, "__proto__"));
    default:
      return false; // the schema leaves it out
  }
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= most;

const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most;

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
