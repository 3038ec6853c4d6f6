import { tasks } from "../project.ts";
import type { Scenario } from "../scenario.ts";

const file = ["--file", "src/cart.ts"];
const replace = (start: number, end: number, block: string) => [
  ...["replace-block", ...file, "--start", String(start), "--end", String(end), "--block", block],
];
const unlock = { patches: [{ op: "append", file: "src/cart.ts", block: "// end" }], unlock: ["tax_rule"] };

/** What a task, a guard or the policy does not allow. */
export const rulesScenarios: readonly Scenario[] = [
  {
    code: "TASK_NOT_FOUND",
    async run(place) {
      place.write(".mission_control/tasks.json", tasks);
      return place.patchctl([...replace(24, 24, "x"), "--task-id", "T-99"]);
    },
  },
  {
    code: "TASK_CLOSED",
    async run(place) {
      place.write(".mission_control/tasks.json", tasks);
      return place.patchctl([...replace(24, 24, "x"), "--task-id", "T-16"]);
    },
  },
  {
    code: "SPAN_NOT_ALLOWED",
    async run(place) {
      place.write(".mission_control/tasks.json", tasks);
      return place.patchctl([...replace(7, 7, "x"), "--task-id", "T-17"]);
    },
  },
  { code: "GUARD_VIOLATION", run: (place) => place.patchctl(replace(15, 15, "export const vat = 0;")) },
  {
    code: "GUARD_NOT_FOUND",
    run: async (place) => (await place.server()).ask("POST", "/api/patches/apply", unlock),
  },
  {
    code: "GUARD_EXISTS",
    run: (place) =>
      place.patchctl(["guard", "add", ...file, "--start", "6", "--end", "12", "--name", "tax_rules"]),
  },
  { code: "CHANGE_LIMIT", run: (place) => place.patchctl(replace(17, 30, "x")) },
  {
    code: "INVALID_POLICY",
    async run(place) {
      place.write(
        ".mission_control/policy.json",
        '{\n  "blockedPath": ["keys"],\n  "maxChangedShare": 40\n}\n',
      );
      const asked = await place.patchctl(replace(7, 7, "  let sum = 1;"));
      return {
        ...asked,
        stage: 'with the policy { "blockedPath": ["keys"], "maxChangedShare": 40 }, a line each:',
      };
    },
  },
  {
    code: "TYPE_CHECK_FAILED",
    async run(place) {
      place.write(".mission_control/policy.json", '{ "onCheckFailure": "revert" }\n');
      const asked = await place.patchctl([...replace(7, 7, '  let sum = "0";'), "--patch-id", "sum-of-text"]);
      return { ...asked, stage: 'with the policy { "onCheckFailure": "revert" }:' };
    },
  },
];
