import type { Operation, OutputOf, ParsedInputOf } from "../../shared/operation.ts";
import type { Result } from "../../shared/result.ts";
import type { Caller } from "../ports/caller.ts";
import type { Ports } from "../ports/ports.ts";

/** What does the work of an operation, however it was called. The role has been checked, the input parsed. */
export type ServiceOf<O extends Operation> = (
  ports: Ports,
  input: ParsedInputOf<O>,
  caller: Caller,
) => Promise<Result<OutputOf<O>>>;

/** One service for each operation of an area, under the same name. */
export type ServicesOf<Area extends Record<string, Operation>> = { [K in keyof Area]: ServiceOf<Area[K]> };
