import type { Operation } from "../../shared/operation.ts";
import { ok, type Result, refuse } from "../../shared/result.ts";

/**
 * What the arguments of a call over RPC say: `method({ input }, flow?)`. Where the operation names what its arguments
 * stand for, also one by one, `method(a, b, flow?)`, or the first fields as an object and the others after it,
 * `method({ a }, b, flow?)`. The flow is the first object after the input, wherever it stands. What would be passed over,
 * or says one field twice and differently, is refused.
 */
export function rpcArguments(
  { rpc }: Pick<Operation, "rpc">,
  args: readonly unknown[],
): Result<{ input: unknown; flow: unknown }> {
  const { entrypoint, method, positional = [] } = rpc!;
  const [first] = args;
  if (positional.length === 0) return ok({ input: first, flow: args[1] });
  const whole = isObject(first);
  const input: Record<string, unknown> = whole ? { ...first } : {};
  for (let at = whole ? 1 : 0; at < args.length; at++) {
    const value = args[at];
    if (isObject(value)) return ok({ input, flow: value });
    if (value === undefined || value === null) continue;
    const field = positional[at];
    if (field !== undefined && (input[field] === undefined || input[field] === value)) input[field] = value;
    else
      return refuse(
        "INVALID_INPUT",
        `argument ${at + 1} of ${entrypoint}.${method} ${
          field === undefined ? "stands for nothing" : `says another "${field}" than the object before it`
        }: send ${method}(${positional.join(", ")}), or all fields in one object`,
        { argument: at + 1, ...(field === undefined ? {} : { field }) },
      );
  }
  return ok({ input, flow: undefined });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
