import { renameSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createSession, type Session } from "./session.ts";
import { type ScratchProject, scratchProject, strictConfig, typescripts } from "./testing/scratch-project.ts";
import { createWorld } from "./world.ts";

const state = 'export type State = "open" | "done";\nexport const first: State = "open";\n';
const badge =
  'import type { State } from "./state.js";\nexport const colours: Record<State, string> = {\n  open: "grey",\n  done: "green",\n};\n';
const lost = badge.replace('  done: "green",\n', '  done: "green",\n  lost: "black",\n');
const list =
  'import { colours } from "./badge.js";\nimport { first } from "./state.js";\nexport const all = [colours[first]];\n';
const files = {
  "tsconfig.json": strictConfig,
  "src/state.ts": state,
  "src/badge.ts": badge,
  "src/list.ts": list,
};

/** Each of the moments in a check at which somebody else may write: the disk was looked at, one side is shown. */
const moments = ["after the look", "before the old side", "before the new side"] as const;

describe.each(typescripts)("while others edit, with $name", ({ installed }) => {
  let project: ScratchProject;
  let session: Session;
  let meanwhile: { moment: (typeof moments)[number]; write(): void } | null = null;
  const happens = (moment: (typeof moments)[number]) => {
    if (meanwhile?.moment !== moment) return;
    const { write } = meanwhile;
    meanwhile = null;
    write();
  };

  function open(): void {
    project = scratchProject(files, installed);
    session = createSession(
      project.root,
      () => {},
      () => {
        const world = createWorld();
        let side = 0;
        return {
          ...world,
          look() {
            side = 0;
            world.look();
            happens("after the look");
          },
          overlay(contents) {
            side += 1;
            happens(side === 1 ? "before the old side" : "before the new side");
            world.overlay(contents);
          },
        };
      },
    );
  }
  afterEach(async () => {
    await session.close();
    project.dispose();
  });

  /** Beside and renamed, as the engine writes. */
  function write(file: string, text: string): void {
    project.write(`${file}.tmp`, text);
    renameSync(join(project.root, `${file}.tmp`), join(project.root, file));
  }
  const check = (file: string, before: string | null, after: string | null) =>
    session.check([{ file, before, after }]);
  /** Somebody else's edit goes to disk in the middle of the next check. */
  const during = (moment: (typeof moments)[number], file: string, text: string) => {
    meanwhile = { moment, write: () => write(file, text) };
  };

  describe.each(moments)("%s", (moment) => {
    it("an edit that was written during another one's check is judged as it is", async () => {
      open();
      const wider = state.replace('"open" |', '"open" | "new" |').replace('"open";', '"new";');
      const narrow = wider.replace(' | "new"', "").replace('"new"', '"done"');
      expect((await check("src/list.ts", list, `${list}\n`)).ok).toBe(true);
      during(moment, "src/badge.ts", lost);
      await check("src/state.ts", state, state.replace('"done";', '"done" | "lost";'));
      expect(meanwhile).toBeNull();
      await check("src/state.ts", state, narrow);
      expect(await check("src/badge.ts", badge, lost)).toMatchObject({
        ok: false,
        out: expect.stringContaining("src/badge.ts(5,3): error TS2353"),
      });
      expect((await check("src/badge.ts", lost, badge)).ok).toBe(true);
    });

    it("is not blamed for an error that another edit brings in the middle of its check", async () => {
      open();
      expect((await check("src/list.ts", list, `${list}\n`)).ok).toBe(true);
      during(moment, "src/badge.ts", lost);
      expect(await check("src/list.ts", list, `${list}\n\n`)).toMatchObject({ ok: true, out: "" });
      expect(meanwhile).toBeNull();
      expect((await check("src/badge.ts", badge, lost)).ok).toBe(false);
    });

    it("sees what was written in the middle of the check before", async () => {
      open();
      expect((await check("src/list.ts", list, `${list}\n`)).ok).toBe(true);
      during(moment, "src/badge.ts", badge.replace("colours", "colors"));
      await check("src/state.ts", state, state.replace("first: State", "first: string"));
      write("src/list.ts", list.replace("colours }", "colors }"));
      const broken = await check("src/list.ts", list, list.replace("colours }", "colors }"));
      // the name is there to be imported; only its use is still the old one
      expect(broken).toMatchObject({
        ok: false,
        out: expect.stringMatching(/^src\/list\.ts\(3,21\): [^\n]*$/),
      });
    });

    it("sees a file that somebody made in the middle of the check before", async () => {
      open();
      expect((await check("src/list.ts", list, `${list}\n`)).ok).toBe(true);
      during(moment, "src/extra.ts", "export const extra = 1;\n");
      await check("src/added.ts", null, "export const added = 1;\n");
      const after = `import { extra } from "./extra.js";\n${list}export const more: number = extra;\n`;
      expect(await check("src/list.ts", list, after)).toMatchObject({ ok: true, out: "" });
    });
  });
});
