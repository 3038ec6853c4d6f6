import { type Command, type CommandEntry, defineCommand } from "../command.ts";
import type { Tool } from "../mcp/serve.ts";
import { openEngine } from "../open-engine.ts";
import { done } from "../print/outcomes.ts";

/**
 * `patchctl mcp`: every other command as a tool on standard input and output, for a coding agent that speaks the
 * Model Context Protocol. One engine serves all calls, so its type checker stays warm.
 */
export const mcpCommand = (commands: Readonly<Record<string, CommandEntry>>): Command =>
  defineCommand({
    usage: "",
    flags: {},
    takes: 0,
    async run(session) {
      const { serveTools } = await import("../mcp/serve.ts");
      const engine = await openEngine(session);
      try {
        await serveTools(await toolsOf(commands), { ...session, engine });
      } finally {
        await engine.close();
      }
      return { ...done({ ok: true }, () => ""), silent: true };
    },
  });

const toolsOf = (commands: Readonly<Record<string, CommandEntry>>): Promise<Tool[]> =>
  Promise.all(
    Object.entries(commands)
      .filter(([name]) => name !== "mcp")
      .map(async ([name, { summary, readsOnly, load }]) => ({
        name: name.replaceAll("-", "_"),
        summary,
        readsOnly: readsOnly === true,
        command: await load(),
      })),
  );
