import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { installRoot } from "../install-root.ts";
import { makeScratchProject } from "./scratch-project.ts";
import { createDemoLauncher } from "./spawn.ts";

const main = join(import.meta.dirname, "../main.ts");
const tsc = join(installRoot, "node_modules/typescript/bin/tsc");
const typeCheck = (root: string) =>
  execFileSync(process.execPath, [tsc, "--noEmit", "-p", root], { encoding: "utf8" });

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Runs a program of ours until it prints what is waited for. */
async function said(child: ChildProcess, words: RegExp): Promise<RegExpExecArray> {
  let text = "";
  child.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  await vi.waitFor(() => expect(text).toMatch(words), { interval: 50 });
  return words.exec(text)!;
}

test("the project that agents work on type-checks, is under git, and its guard holds", () => {
  const project = makeScratchProject();
  try {
    expect(typeCheck(project.root)).toBe("");
    expect(execFileSync("git", ["status", "--porcelain"], { cwd: project.root, encoding: "utf8" })).toBe("");
    const tasks = JSON.parse(readFileSync(join(project.root, ".mission_control/tasks.json"), "utf8"));
    for (const { file, placeholder, allowed_spans: spans } of tasks) {
      const lines = readFileSync(join(project.root, file), "utf8").split("\n");
      expect(lines[spans[0].start - 1]).toContain(`###FINAL_MILE_PROMPT__${placeholder}###`);
      expect(lines[spans[0].end - 1]).toContain(`###END_${placeholder}###`);
    }
  } finally {
    project.dispose();
  }
  expect(existsSync(project.root)).toBe(false);
});

describe("the demo", () => {
  test("goes as its script says, leaves a project that type-checks, and takes its folder away", async () => {
    const child = spawn(
      process.execPath,
      [main, "--demo", "--demo-pace", "fast", "--port", "0", "--no-open"],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    started.push(child);
    const [all, root] = await said(child, /governs (\S+)[\s\S]*The agents are done[\s\S]*Ctrl\+C/);
    expect(all).not.toContain("unexpected");
    expect(typeCheck(root!)).toBe("");
    const log = readFileSync(join(root!, ".mission_control/patch_log.jsonl"), "utf8").trim().split("\n");
    expect(log.length).toBeGreaterThan(30);
    child.kill("SIGTERM");
    await vi.waitFor(() => expect(existsSync(root!)).toBe(false));
  });

  test("ended in the middle of an edit, it leaves nothing behind", async () => {
    const child = spawn(
      process.execPath,
      [main, "--demo", "--demo-pace", "fast", "--port", "0", "--no-open"],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    started.push(child);
    const [, root] = await said(child, /governs (\S+)/);
    const log = join(root!, ".mission_control/patch_log.jsonl");
    await vi.waitFor(() => expect(existsSync(log)).toBe(true), { interval: 5 });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(existsSync(dirname(root!))).toBe(false);
  });

  test("is started once by a server, however often it is asked for, and can be ended", async () => {
    const launcher = createDemoLauncher(main);
    const [first, second] = await Promise.all([launcher.start(), launcher.start()]);
    expect(first).toEqual({
      ok: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/signin\?code=/),
    });
    expect(second).toEqual(first);
    const { origin } = new URL(first.ok ? first.url : "");
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    launcher.close();
    await vi.waitFor(() => expect(fetch(`${origin}/healthz`)).rejects.toThrow());
  });

  test("a demo that cannot start is a refusal", async () => {
    const launcher = createDemoLauncher(join(import.meta.dirname, "no-such-command.ts"));
    expect(await launcher.start()).toMatchObject({ ok: false, code: "WORKSPACE_UNAVAILABLE" });
  });

  test("ends with the server that launched it, even one that was killed", async () => {
    const program = `
      const { createDemoLauncher } = await import(${JSON.stringify(join(import.meta.dirname, "spawn.ts"))});
      const started = await createDemoLauncher(${JSON.stringify(main)}).start();
      console.log(started.url);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.push(parent);
    const [link] = await said(parent, /http:\S+/);
    const { origin } = new URL(link);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(fetch(`${origin}/healthz`)).rejects.toThrow());
  });
});
