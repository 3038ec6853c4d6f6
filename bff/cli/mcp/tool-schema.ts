import type { FlagSpec } from "../arguments/parse-flags.ts";
import type { Command } from "../command.ts";

export interface Property {
  description: string;
  type?: "string" | "integer" | "boolean" | "array" | "object";
  items?: { type: "string" | ["integer", "string"] };
}

/** What a tool takes, as JSON schema. Property names are the flags' own with "_" for "-". */
export interface ToolSchema {
  type: "object";
  properties: Record<string, Property>;
  required: string[];
  additionalProperties: false;
}

/** Flags that name a file beside the workspace, or standard input, which belongs to the protocol here. */
const notHere = new Set(["block-file", "old-text-file"]);

export const propertyOf = (flag: string): string => flag.replaceAll("-", "_");

export const flagsOf = (spec: FlagSpec): string[] => Object.keys(spec).filter((flag) => !notHere.has(flag));

export function toolSchema(command: Command): ToolSchema {
  const names = flagsOf(command.flags);
  const properties = Object.fromEntries(
    names.map((flag) => [propertyOf(flag), propertyFor(command.flags[flag]!)]),
  );
  const required = (command.needs ?? []).map(propertyOf);
  // there is no standard input to read the block from
  if (names.includes("block")) required.push("block");
  if (command.reads) {
    const { name, type, help } = command.reads;
    properties[name] = { ...(type ? { type } : {}), description: help };
    required.push(command.reads.name);
  }
  if (command.word) {
    const { name, help, needed, many } = command.word;
    properties[name] = many
      ? { type: "array", items: { type: "string" }, description: help }
      : { type: "string", description: help };
    if (needed) required.push(name);
  }
  return { type: "object", properties, required, additionalProperties: false };
}

function propertyFor({ kind, value, help }: FlagSpec[string]): Property {
  switch (kind) {
    case "text":
      return { type: "string", description: help };
    case "whole":
      return { type: "integer", description: help };
    case "yes":
      return { type: "boolean", description: help };
    case "list":
      // a program says a line as a number, whatever a command line makes of it
      return {
        type: "array",
        items: { type: value === "line" ? ["integer", "string"] : "string" },
        description: help,
      };
  }
}
