import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorld, type World } from "./world.ts";

let root: string;
let world: World;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "world-"));
  world = createWorld();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (file: string): string => `${root}/${file}`;
function write(file: string, text: string): void {
  writeFileSync(at(`${file}.tmp`), text);
  renameSync(at(`${file}.tmp`), at(file));
}
/** A look, and what the compiler would be told. */
function looked() {
  world.look();
  world.overlay(new Map());
  const { changed, created, deleted, everything } = world.take();
  return { changed, created, deleted, everything };
}
const nothing = { changed: [], created: [], deleted: [], everything: false };

describe("between two looks", () => {
  test("a file stays as it was read first, whoever writes it, and the next look tells of it", () => {
    write("a.ts", "old");
    expect(world.read(at("a.ts"))).toBe("old");
    write("a.ts", "new");
    expect([world.read(at("a.ts")), world.seen(at("a.ts"))]).toEqual(["old", "old"]);
    expect(world.torn()).toBe(false);
    expect(looked()).toEqual({ ...nothing, changed: [at("a.ts")] });
    expect(world.read(at("a.ts"))).toBe("new");
  });

  test("a file that was not there is not there, nor in its folder", () => {
    expect([world.fileExists(at("a.ts")), world.entries(root).files]).toEqual([false, []]);
    write("a.ts", "new");
    expect([world.fileExists(at("a.ts")), world.entries(root).files]).toEqual([false, []]);
    expect(world.read(at("a.ts"))).toBeNull();
    expect(looked()).toEqual({ ...nothing, created: [at("a.ts")] });
    expect([world.fileExists(at("a.ts")), world.entries(root).files]).toEqual([true, ["a.ts"]]);
  });

  test("a file that was removed is there still, as long as its text is kept", () => {
    write("a.ts", "old");
    expect(world.read(at("a.ts"))).toBe("old");
    rmSync(at("a.ts"));
    expect([world.fileExists(at("a.ts")), world.read(at("a.ts"))]).toEqual([true, "old"]);
    expect(looked()).toEqual({ ...nothing, deleted: [at("a.ts")] });
  });
});

describe("a file that changed after a look which found it as the compiler knows it", () => {
  beforeEach(() => {
    write("a.ts", "old");
    world.read(at("a.ts"));
    world.rest();
    expect(looked()).toEqual(nothing);
    world.rest();
    write("a.ts", "new");
  });

  test("is not shown to others as what the compiler has, and nothing is lost by asking", () => {
    expect(world.seen(at("a.ts"))).toBeNull();
    expect(world.torn()).toBe(false);
    expect(looked()).toEqual({ ...nothing, changed: [at("a.ts")] });
  });

  test("read again by the compiler, it tears what was seen: the next look begins anew", () => {
    expect(world.read(at("a.ts"))).toBe("new");
    expect(world.torn()).toBe(true);
    expect(looked().everything).toBe(true);
    expect(world.torn()).toBe(false);
    expect(world.read(at("a.ts"))).toBe("new");
    expect(looked()).toEqual(nothing);
  });
});

test("what is laid over the disk to be absent is absent", () => {
  write("a.ts", "there");
  world.overlay(new Map([[at("a.ts"), null]]));
  expect(world.read(at("a.ts"))).toBeNull();
  expect(world.seen(at("a.ts"))).toBeNull();
  expect(world.fileExists(at("a.ts"))).toBe(false);
});

test("a file written again in the same instant, to the same length, is seen", () => {
  // the file keeps its number and its length, and on a coarse clock its times
  writeFileSync(at("a.ts"), "old");
  const now = new Date();
  utimesSync(at("a.ts"), now, now);
  expect(world.read(at("a.ts"))).toBe("old");
  writeFileSync(at("a.ts"), "new");
  utimesSync(at("a.ts"), now, now);
  expect(looked()).toEqual({ ...nothing, changed: [at("a.ts")] });
});

test("installed packages are not kept in mind, and go by their time stamps", () => {
  mkdirSync(at("node_modules/p"), { recursive: true });
  write("node_modules/p/index.d.ts", "old");
  expect(world.read(at("node_modules/p/index.d.ts"))).toBe("old");
  write("node_modules/p/index.d.ts", "newer");
  expect(world.read(at("node_modules/p/index.d.ts"))).toBe("newer");
  expect(world.torn()).toBe(false);
  expect(looked()).toEqual({ ...nothing, changed: [at("node_modules/p/index.d.ts")] });
});
