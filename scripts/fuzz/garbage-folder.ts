import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { openWorkspace } from "../../bff/host/node/workspace.ts";
import type { PatchBatch } from "../../shared/models/patch-operation.ts";
import type { PatchResult } from "../../shared/models/patch-result.ts";
import { parseBatch } from "../../shared/patch/parse-batch.ts";
import type { Tally } from "./tally.ts";

/** A workspace with a bit of everything, which requests of any kind are sent to. */
export function garbageFolder() {
  const parent = mkdtempSync(join(tmpdir(), "fuzz-"));
  const root = join(parent, "workspace");
  const put = (name: string, contents: string | Uint8Array) => writeFileSync(join(root, name), contents);
  mkdirSync(join(root, "src"), { recursive: true });
  mkdirSync(join(root, ".git"));
  mkdirSync(join(root, ".mission_control"));
  put(".git/config", "[core]\n");
  put(".mission_control/policy.json", '{"check":"none"}');
  writeFileSync(join(parent, "outside.txt"), "not of the workspace\n");
  symlinkSync("a.txt", join(root, "link.txt"));
  symlinkSync("../outside.txt", join(root, "out.txt"));
  const workspace = openWorkspace({ root });
  const refill = () => {
    for (const name of readdirSync(root))
      if (!/^\.|^src$|^link|^out/.test(name)) rmSync(join(root, name), { recursive: true });
    put(".mission_control/tasks.json", tasks);
    put("a.txt", "one\ntwo\nthree\nfour\nfive\n");
    put("src/b.ts", "const a = 1;\r\nconst b = 2;\r\n");
    put("latin.txt", Uint8Array.from([0xe9, 10, 0xe8, 10]));
    put("empty.txt", "");
    put("binary.bin", Uint8Array.from([1, 0, 2]));
  };
  refill();
  return {
    /** Sends one request as HTTP would. Answers null, or what the engine did wrong. */
    async send(request: unknown, tally: Tally): Promise<string | null> {
      tally.requests++;
      refill();
      const before = everything(parent);
      const answer = await applied(request, workspace);
      if (typeof answer === "string") return answer;
      const after = everything(parent);
      const moved = [...new Set([...before.keys(), ...after.keys()])].filter(
        (name) => before.get(name) !== after.get(name),
      );
      const results = answer.ok ? answer.results : [];
      const written = results.flatMap((one) =>
        one.ok && !one.dry_run && !one.replayed ? [one.file, ...(one.files ?? [])] : [],
      );
      if (written.length > 0) tally.applied++;
      else {
        const code = answer.ok ? (results.find((one) => !one.ok) as { code?: string })?.code : answer.code;
        tally.refused[code ?? "dry run"] = (tally.refused[code ?? "dry run"] ?? 0) + 1;
      }
      const unasked = moved.filter((name) => !written.includes(name.replace(/^workspace\//, "")));
      if (unasked.length > 0)
        return `wrote ${unasked.join(", ")}, and says it wrote ${written.join(", ") || "nothing"}`;
      return null;
    },
    async dispose() {
      await workspace.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

const tasks = JSON.stringify([
  { uuid: "t1", file: "a.txt", status: "pending", allowed_spans: [{ file: "a.txt", start: 2, end: 3 }] },
]);

async function applied(
  request: unknown,
  workspace: ReturnType<typeof openWorkspace>,
): Promise<{ ok: true; results: PatchResult[] } | { ok: false; code: string } | string> {
  try {
    const body: unknown = JSON.parse(JSON.stringify(request) ?? "null");
    const parsed = parseBatch(body);
    const answer = parsed.ok ? await workspace.apply(parsed.batch as PatchBatch, { check: "skip" }) : parsed;
    const told = JSON.stringify(answer);
    if (!answer.ok && (answer.error ?? "") === "") return `refused without a word: ${told}`;
    if (/\/tmp\/|\n\s+at /.test(told)) return `told of its inside: ${told}`;
    return answer;
  } catch (error) {
    return `threw ${(error as Error).stack ?? String(error)}`;
  }
}

/** Every file outside of what the engine keeps, with what is in it. */
function everything(parent: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(parent, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(parent, path);
    if (/^workspace\/\.mission_control(\/|$)/.test(name) && !name.endsWith("policy.json")) continue;
    if (entry.isFile()) found.set(name, `${lstatSync(path).mode} ${readFileSync(path, "latin1")}`);
    else if (entry.isSymbolicLink()) found.set(name, "a link");
  }
  return found;
}
