import { RpcTarget } from "capnweb";
import type { Operation } from "../../shared/operation.ts";
import { allOperations } from "../../shared/operation-table.ts";
import { type Refusal, type Result, refuse } from "../../shared/result.ts";
import { rpcArguments } from "./rpc-arguments.ts";

/** What a session does with a call: who asks and where it is logged is the session's business. */
export type CallOperation = (operation: Operation, input: unknown, flow: unknown) => Promise<Result<object>>;
/** Answers the root for another token; a session signs in with it in band. */
export type SignIn = (token: unknown) => Promise<Result<{ call: CallOperation }>>;

/** Instance fields are not reachable over RPC, prototype members are; `#` is out of reach for both. */
class Entrypoint extends RpcTarget {
  readonly #call: CallOperation;
  constructor(call: CallOperation) {
    super();
    this.#call = call;
  }
  static perform(
    target: Entrypoint,
    operation: Operation,
    input: unknown,
    flow: unknown,
  ): Promise<Result<object>> {
    return target.#call(operation, input, flow);
  }
}

type EntrypointClass = new (call: CallOperation) => Entrypoint;

/** A class for each entrypoint named in the table, with a method for each of its operations. */
const entrypoints = new Map<string, EntrypointClass>();
for (const operation of allOperations as readonly Operation[]) {
  if (operation.rpc === null) continue;
  const { entrypoint, method } = operation.rpc;
  let Class = entrypoints.get(entrypoint);
  if (Class === undefined) {
    Class = class extends Entrypoint {};
    entrypoints.set(entrypoint, Class);
  }
  Object.defineProperty(Class.prototype, method, {
    async value(this: Entrypoint, ...args: unknown[]): Promise<Result<object>> {
      const said = rpcArguments(operation, args);
      return said.ok ? Entrypoint.perform(this, operation, said.input, said.flow) : said;
    },
  });
}

/**
 * The root of a session: `api.PatchOps.logs({ limit: 10 })`. Every call answers a Result, as over HTTP; nothing is
 * thrown. A second argument `{ traceparent }` or `{ "x-trace-id" }` says which flow the call is of, as a header would. `authenticate(token)` answers the same root for that token, for clients that cannot send headers.
 */
export class RpcRoot extends RpcTarget {
  readonly #call: CallOperation;
  readonly #signIn: SignIn;
  constructor(call: CallOperation, signIn: SignIn) {
    super();
    this.#call = call;
    this.#signIn = signIn;
  }
  async authenticate(token: unknown): Promise<RpcRoot> {
    const found = await this.#signIn(token);
    const call: CallOperation = found.ok ? found.call : async () => found;
    return new RpcRoot(call, this.#signIn);
  }
  static open(root: RpcRoot, Class: EntrypointClass): Entrypoint {
    return new Class(root.#call);
  }
}
for (const [name, Class] of entrypoints) {
  Object.defineProperty(RpcRoot.prototype, name, {
    get(this: RpcRoot) {
      return RpcRoot.open(this, Class);
    },
  });
}

/** What a client is told of an error that no Result carries: a method that does not exist, a message out of shape. */
export const withoutInside = (error: Error): Error => {
  const told = new Error(error.message.replace(/(?:\/[\w.@-]+){2,}/g, "…"));
  delete told.stack;
  return told;
};

export const badBatch = (text: string): Refusal | null => {
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    try {
      JSON.parse(line);
    } catch {
      return refuse("BAD_JSON", "the body is no Cap'n Web batch: every line of it is a JSON array");
    }
  }
  return null;
};
