import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test, vi } from "vitest";
import { runPatchctl } from "./fixtures/run-patchctl.ts";
import { call, replaceLine, setUpServers, start, stop, workspaceRoot } from "./fixtures/served.ts";

setUpServers();

const until = { interval: 50 };
const listed = async (server: Awaited<ReturnType<typeof start>>, query = "") =>
  call(server, "GET", `/api/custody/out-of-band${query}`);
const watching = (server: Awaited<ReturnType<typeof start>>) =>
  vi.waitFor(async () => expect((await listed(server)).watch.mode).toBe("watching"), until);
const file = (name: string) => join(workspaceRoot(), name);

async function editAround(server: Awaited<ReturnType<typeof start>>, text: string) {
  const before = (await listed(server)).open;
  appendFileSync(file("a.txt"), text);
  return vi.waitFor(async () => {
    const answer = await listed(server, "?open=true");
    expect(answer.open).toBe(before + 1);
    return answer.edits[0];
  }, until);
}

describe("an edit that went around, on the server", () => {
  test("has a custody row with its hash, is listed, and shown with its diff", async () => {
    const server = await start();
    await watching(server);
    const edit = await editAround(server, "four\n");
    expect(edit).toMatchObject({ file: "a.txt", kind: "modified", lines_added: 1, status: "open" });
    const shown = await call(server, "GET", `/api/custody/out-of-band/${edit.id}/diff`);
    expect(shown).toMatchObject({ ok: true, diff: expect.stringContaining("+four\n"), truncated: false });
    const db = new DatabaseSync(file(".mission_control/server/mission-control.db"), { readOnly: true });
    const rows = db.prepare("SELECT event_type, message FROM patch_custody").all();
    db.close();
    expect(rows).toEqual([
      {
        event_type: "out_of_band",
        message: `a.txt modified around patchctl, +1 −0, contents ${edit.after_hash.slice(0, 12)}`,
      },
    ]);
  });

  test("is accepted once: whoever comes second is told", async () => {
    const server = await start();
    await watching(server);
    const { id } = await editAround(server, "four\n");
    const path = `/api/custody/out-of-band/${id}`;
    expect(await call(server, "POST", `${path}/accept`, { reason: "mine" })).toEqual({
      ok: true,
      accepted: 1,
    });
    expect(await call(server, "POST", `${path}/accept`, {})).toMatchObject({ code: "OUT_OF_BAND_CLOSED" });
    expect(await call(server, "POST", `${path}/put-back`, {})).toMatchObject({ code: "OUT_OF_BAND_CLOSED" });
    expect(await listed(server)).toMatchObject({
      open: 0,
      edits: [{ id, status: "accepted", closed_by: "admin", reason: "mine" }],
    });
    expect(await call(server, "POST", "/api/custody/out-of-band/oob-none/accept", {})).toMatchObject({
      code: "OUT_OF_BAND_NOT_FOUND",
    });
    expect(await call(server, "GET", "/api/custody/verify")).toMatchObject({ ok: true, intact: true });
  });

  test("is put back by a patch that is itself on record, and refused where the place has moved on", async () => {
    const server = await start();
    await watching(server);
    const first = await editAround(server, "four\n");
    const back = await call(server, "POST", `/api/custody/out-of-band/${first.id}/put-back`, {
      reason: "no",
    });
    expect(back).toMatchObject({ ok: true, result: { ok: true, file: "a.txt" } });
    expect(readFileSync(file("a.txt"), "utf8")).toBe("one\ntwo\nthree\n");
    const history = await call(server, "GET", "/api/patches/logs");
    expect(history.results).toMatchObject([{ patch_id: back.result.patch_id, file: "a.txt" }]);
    expect((await listed(server)).edits[0]).toMatchObject({
      status: "put_back",
      patch_id: back.result.patch_id,
    });
    // putting it back is a patch, and no edit around
    const second = await editAround(server, "five\n");
    expect((await listed(server)).edits).toHaveLength(2);
    await call(server, "POST", "/api/patches/apply", replaceLine(4, "FIVE"));
    const refused = await call(server, "POST", `/api/custody/out-of-band/${second.id}/put-back`, {});
    expect(refused).toMatchObject({ ok: false, code: "REVERT_CONFLICT" });
    expect((await listed(server, "?open=true")).open).toBe(1);
  });

  test("is closed in the flow of whoever closes it, on the list and in the custody chain", async () => {
    const server = await start();
    await watching(server);
    const accepted = await editAround(server, "four\n");
    expect(accepted.trace_id).toBeNull();
    const answer = await fetch(`${server.url}/api/custody/out-of-band/${accepted.id}/accept`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.adminToken}`, "x-trace-id": "tidy-1" },
    });
    expect(answer.status).toBe(200);
    const undone = await editAround(server, "five\n");
    expect(runPatchctl(workspaceRoot(), "revert", undone.id, "--trace-id", "tidy-2").json.ok).toBe(true);
    await vi.waitFor(async () => {
      const { edits } = await listed(server);
      expect(edits.map(({ trace_id }: { trace_id: string }) => trace_id)).toEqual(["tidy-2", "tidy-1"]);
    }, until);
    for (const [trace, type] of [
      ["tidy-1", "out_of_band_accepted"],
      ["tidy-2", "out_of_band_put_back"],
    ]) {
      const { rows } = await call(server, "GET", `/api/custody?trace_id=${trace}`);
      expect(rows.map(({ event_type }: { event_type: string }) => event_type)).toContain(type);
    }
  });

  test("is for a reviewer to decide, and for everyone to see", async () => {
    const server = await start();
    await watching(server);
    const { id } = await editAround(server, "four\n");
    const { token } = await call(server, "POST", "/api/tokens", { name: "bot", role: "agent" });
    const ask = (path: string) => call(server, "POST", `/api/custody/out-of-band/${id}/${path}`, {}, token);
    expect(await ask("accept")).toMatchObject({ code: "FORBIDDEN" });
    expect(await ask("put-back")).toMatchObject({ code: "FORBIDDEN" });
    expect(await call(server, "GET", "/api/custody/out-of-band", undefined, token)).toMatchObject({
      open: 1,
    });
  });

  test("made while no server ran is there after the next start, and one on record is not told twice", async () => {
    let server = await start();
    await watching(server);
    await editAround(server, "four\n");
    await stop(server);
    appendFileSync(file("a.txt"), "five\n");
    for (let round = 0; round < 2; round += 1) {
      server = await start();
      await watching(server);
      await vi.waitFor(async () => expect((await listed(server)).open).toBe(2), until);
      await stop(server);
    }
    const db = new DatabaseSync(file(".mission_control/server/mission-control.db"), { readOnly: true });
    const rows = db.prepare("SELECT count(*) AS n FROM patch_custody WHERE event_type = 'out_of_band'").get();
    db.close();
    expect(rows).toEqual({ n: 2 });
  });
});

describe("patchctl verify", () => {
  test("does not call a chain intact that is not where it was told to look", () => {
    const { exit, json } = runPatchctl(workspaceRoot(), "verify", "--data", "nowhere");
    expect(exit).toBe(2);
    expect(json).toMatchObject({ ok: false, code: "INVALID_INPUT" });
  });

  test("finds without a server what the server found, and what it has not seen, and exits 1", async () => {
    const server = await start();
    await watching(server);
    await call(server, "POST", "/api/patches/apply", replaceLine(1, "ONE"));
    expect(runPatchctl(workspaceRoot(), "verify")).toMatchObject({
      exit: 0,
      json: { ok: true, checked: { patches: 1, files: 1 }, findings: [], skipped: [] },
    });
    await editAround(server, "four\n");
    await stop(server);
    writeFileSync(file("b.txt"), "made\n");
    const { exit, json } = runPatchctl(workspaceRoot(), "verify");
    expect(exit).toBe(1);
    expect(json.findings).toMatchObject([
      { kind: "out_of_band", file: "a.txt", diff: expect.stringContaining("+four\n") },
      { kind: "out_of_band", file: "b.txt", text: expect.stringContaining("created around patchctl") },
    ]);
  });

  test("names the custody row that was altered, removed or added, and its patch", async () => {
    const server = await start();
    for (const line of [1, 2, 3])
      await call(server, "POST", "/api/patches/apply", replaceLine(line, `line ${line}`));
    await stop(server);
    const path = file(".mission_control/server/mission-control.db");
    const rowsFound = () =>
      runPatchctl(workspaceRoot(), "verify")
        .json.findings.filter(({ kind }: { kind: string }) => kind === "custody")
        .map(({ row, patch_id, text }: Record<string, unknown>) => ({ row, patch_id, text }));
    const within = (change: string, check: () => void) => {
      const bytes = readFileSync(path);
      const db = new DatabaseSync(path);
      db.exec(change);
      db.close();
      check();
      writeFileSync(path, bytes);
    };
    const db = new DatabaseSync(path, { readOnly: true });
    const second = db.prepare("SELECT patch_id FROM patch_custody WHERE id = 2").get()?.patch_id;
    const last = Number(db.prepare("SELECT max(id) AS id FROM patch_custody").get()?.id);
    db.close();
    expect(rowsFound()).toEqual([]);
    within("UPDATE patch_custody SET actor = 'nobody' WHERE id = 2", () =>
      expect(rowsFound()).toEqual([
        { row: 2, patch_id: second, text: expect.stringContaining("custody row 2") },
      ]),
    );
    within("UPDATE patch_custody SET trace_id = 'another' WHERE id = 2", () =>
      expect(rowsFound()).toMatchObject([{ row: 2, patch_id: second }]),
    );
    within("DELETE FROM patch_custody WHERE id IN (2, 3)", () =>
      expect(rowsFound()).toMatchObject([
        { row: 2, text: expect.stringContaining("rows 2 to 3 are missing") },
      ]),
    );
    within(`DELETE FROM patch_custody WHERE id = ${last}`, () =>
      expect(rowsFound()).toMatchObject([{ row: last, text: expect.stringContaining("missing at the end") }]),
    );
    within(
      `INSERT INTO patch_custody (id, event_type, prev_hash, hash, ts)
        SELECT ${last + 1}, 'patch_applied', hash, 'made up', ts FROM patch_custody WHERE id = ${last}`,
      () => expect(rowsFound()).toMatchObject([{ row: last + 1, text: expect.stringContaining("row was") }]),
    );
  });

  test("names the patch whose diff, record or backup is not as it was", async () => {
    const server = await start();
    const made: string[] = [];
    for (const line of [1, 2, 3]) {
      const answer = await call(server, "POST", "/api/patches/apply", replaceLine(line, `line ${line}`));
      made.push(answer.results[0].patch_id);
    }
    await stop(server);
    const [a, b, c] = made as [string, string, string];
    const at = (id: string, ending: string) => file(`.mission_control/patches/${id}.${ending}`);
    writeFileSync(at(a, "diff"), readFileSync(at(a, "diff"), "utf8").replace("+line 1", "+line X"));
    const record = JSON.parse(readFileSync(at(b, "json"), "utf8"));
    writeFileSync(at(b, "json"), JSON.stringify({ ...record, meta: { ...record.meta, requester: "eve" } }));
    writeFileSync(at(c, "json"), "{");
    const { findings } = runPatchctl(workspaceRoot(), "verify").json;
    expect(
      findings.map(({ kind, patch_id, text }: Record<string, unknown>) => [kind, patch_id, text]),
    ).toEqual([
      ["patch", a, expect.stringContaining("its diff or the backup")],
      ["patch", b, expect.stringContaining("differ in requester")],
      ["patch", c, expect.stringContaining("its record is gone or damaged")],
    ]);
  });

  test("names a guard whose lines are not those of its hash", async () => {
    writeFileSync(file("g.ts"), "// @hash:0000000 START:core\nlet a = 1;\n// @hash:0000000 END:core\n");
    const server = await start();
    await watching(server);
    await stop(server);
    const { exit, json } = runPatchctl(workspaceRoot(), "verify");
    expect(exit).toBe(1);
    expect(json.findings).toMatchObject([{ kind: "guard", file: "g.ts", line: 1 }]);
  });
});
