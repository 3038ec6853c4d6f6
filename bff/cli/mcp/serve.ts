import {
  fromJsonSchema,
  type JsonSchemaValidator,
  type jsonSchemaValidator,
  McpServer,
  TRACEPARENT_META_KEY,
} from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { version } from "../../host/node/install-root.ts";
import type { Workspace } from "../../ports/workspace.ts";
import type { Command } from "../command.ts";
import { unexpected } from "../print/unexpected.ts";
import type { Session } from "../session.ts";
import { answeringStdio } from "./answering-stdio.ts";
import { callTool } from "./call-tool.ts";
import { toolSchema } from "./tool-schema.ts";

/** One command as a tool. */
export interface Tool {
  name: string;
  summary: string;
  readsOnly: boolean;
  command: Command;
}

const instructions = `Files of this workspace are edited with these tools only: never write or overwrite a file yourself.
1. "context" shows the lines you need, numbered, and the file's hash.
2. Edit with replace_text, insert_at_anchor, replace_between or fill_placeholder; by line numbers only with expect_hash, the hash of what you read. One small edit at a time, with requester and reason.
3. A refusal has a code and says what to send instead. Do not work around it.`;

/** Serves the tools on standard input and output. Resolves when the other side has gone and has every answer. */
export async function serveTools(
  tools: readonly Tool[],
  session: Session & { engine: Workspace },
): Promise<void> {
  const { transport, over } = answeringStdio();
  const serve = () => {
    const server = new McpServer({ name: "patchctl", version }, { instructions });
    for (const { name, summary, readsOnly, command } of tools) {
      const inputSchema = fromJsonSchema<Record<string, unknown>>({ ...toolSchema(command) }, takesAnything);
      const annotations = { readOnlyHint: readsOnly, destructiveHint: false, openWorldHint: false };
      server.registerTool(
        name,
        { description: `${summary}. As patchctl ${name.replaceAll("_", "-")}.`, inputSchema, annotations },
        async (given, { mcpReq }) => {
          const usage = `the arguments of ${name}: ${Object.keys(toolSchema(command).properties).join(", ")}`;
          const outcome = await callTool(command, given, session, traceOf(mcpReq._meta), usage).catch(
            unexpected,
          );
          const structuredContent = outcome.json as Record<string, unknown>;
          const content = [{ type: "text" as const, text: JSON.stringify(outcome.json) }];
          return { content, structuredContent, isError: outcome.exit !== 0 };
        },
      );
    }
    return server;
  };
  const handle = serveStdio(serve, { transport });
  const told = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  await Promise.race([over, told]);
  await handle.close();
}

/** The call itself says what is wrong with its arguments: as every refusal, with a code and in words that help. */
const takesAnything: jsonSchemaValidator = {
  getValidator<T>(): JsonSchemaValidator<T> {
    return (input) => ({ valid: true, data: input as T, errorMessage: undefined });
  },
};

/** The trace id of a W3C `traceparent`. */
function traceOf(meta: Record<string, unknown> | undefined): string | undefined {
  const parent = meta?.[TRACEPARENT_META_KEY];
  return typeof parent === "string" ? /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(parent)?.[1] : undefined;
}
