import { describe, expect, it } from "vitest";
import { z } from "zod";
import { contractText } from "./contract-text.ts";
import { errorStatus } from "./errors.ts";
import { factoryEventTypes, factoryRequestTypes } from "./events.ts";
import { patchEventTypes } from "./models/patch-event.ts";
import type { Operation } from "./operation.ts";
import { allOperations, operationTable } from "./operation-table.ts";

// Any drift here is a change of the public API: it is meant, and said in the CHANGELOG, or it is a mistake.
// Where it is meant: npx vitest run shared/contracts.test.ts -u

const models = import.meta.glob<Record<string, unknown>>("./models/*.ts", { eager: true });

function operationText({ input, output, ...operation }: Operation): string {
  const { name, summary, http, rpc, errors, ...rest } = operation;
  const remote = rpc === null ? "no RPC" : `${rpc.entrypoint}.${rpc.method}`;
  return [
    `${name}: ${summary}`,
    `  ${http.method} ${http.path}, ${remote}`,
    `  ${Object.entries(rest)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ")}`,
    `  refuses with ${errors.join(" ") || "nothing of its own"}`,
    `  input\n${contractText(input, "    ")}  output\n${contractText(output, "    ")}`,
  ].join("\n");
}

describe("contracts are as they were", () => {
  for (const [path, exports] of Object.entries(models)) {
    const area = path.replace(/^.*\/|\.ts$/g, "");
    const schemas = Object.entries(exports).filter(([, value]) => value instanceof z.ZodType);
    if (schemas.length === 0) continue;
    it(`models: ${area}`, async () => {
      const all = schemas.map(([name, schema]) => `${name}\n${contractText(schema as z.ZodType, "  ")}`);
      await expect(all.join("\n")).toMatchFileSnapshot(`./__snapshots__/models-${area}.snap`);
    });
  }

  for (const [area, operations] of Object.entries(operationTable)) {
    it(`operations: ${area}`, async () => {
      const all = Object.values(operations as Record<string, Operation>).map(operationText);
      await expect(all.join("\n")).toMatchFileSnapshot(`./__snapshots__/operations-${area}.snap`);
    });
  }

  it("errors and their statuses", async () => {
    const all = Object.entries(errorStatus).map(([code, status]) => `${status} ${code}\n`);
    await expect(all.join("")).toMatchFileSnapshot("./__snapshots__/errors.snap");
  });
});

describe("no two operations share", () => {
  const all: readonly Operation[] = allOperations;
  const twice = (names: readonly string[]): string[] =>
    names.filter((name, index) => names.indexOf(name) !== index);

  it("a name", () => {
    expect(all.length).toBeGreaterThan(0);
    expect(twice(all.map(({ name }) => name))).toEqual([]);
  });
  it("a method and path, whatever the path's parameters are called", () => {
    const routes = all.map(({ http }) => `${http.method} ${http.path.replace(/:\w+/g, ":")}`);
    expect(twice(routes)).toEqual([]);
  });
  it("a method of an RPC entrypoint", () => {
    expect(
      twice(all.flatMap(({ rpc }) => (rpc === null ? [] : [`${rpc.entrypoint}.${rpc.method}`]))),
    ).toEqual([]);
  });
  it("a code within an operation's errors", () => {
    for (const { name, errors } of all) expect(twice(errors), name).toEqual([]);
  });
});

it("every parameter of a path is in the operation's input", () => {
  for (const { name, http, input } of allOperations as readonly Operation[]) {
    const shape = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
    const fields = Object.keys(shape.properties ?? {});
    for (const [, parameter] of http.path.matchAll(/:(\w+)/g)) expect(fields, name).toContain(parameter);
  }
});

describe("every event that other programs already send is known", () => {
  const words = (text: string): string[] => text.trim().split(/\s+/);

  it("of patches", () => {
    expect([...patchEventTypes]).toEqual(
      words("patch_requested patch_applied patch_validated patch_failed patch_reverted"),
    );
  });
  it("of factories", () => {
    const expected = words(`
      generation_started generation_complete phase_generating phase_generated phase_implementing phase_implemented
      phase_validating phase_validated file_chunk_generated file_generating file_generated file_regenerating
      file_regenerated runtime_error_found static_analysis_results deployment_started deployment_completed
      deployment_failed preview_force_refresh cloudflare_deployment_started cloudflare_deployment_completed
      cloudflare_deployment_error screenshot_capture_started screenshot_capture_success screenshot_capture_error
      screenshot_analysis_result error rate_limit_error code_reviewing code_reviewed command_executing
      command_executed command_execution_failed generation_stopped generation_resumed
      deterministic_code_fix_started deterministic_code_fix_completed github_export_started github_export_progress
      github_export_completed github_export_error user_suggestions_processing conversation_response
      conversation_cleared conversation_state project_name_updated blueprint_updated model_configs_info
      terminal_output server_log`);
    expect([...factoryEventTypes]).toEqual(expected);
  });
  it("to factories", () => {
    const expected = words(`
      generate_all generate deploy preview overwrite update_query runtime_error_found preview_failed
      capture_screenshot stop_generation resume_generation github_export user_suggestion clear_conversation
      get_conversation_state get_model_configs terminal_command`);
    expect([...factoryRequestTypes]).toEqual(expected);
  });
});
