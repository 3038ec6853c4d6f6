import { closeSync, existsSync, ftruncateSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ownName } from "../process-owner.ts";
import { randomHex } from "../random-hex.ts";
import type { StateFolder } from "../state-folder.ts";
import { dataSyncedAlone } from "../sync.ts";
import { syncFolder, writeAll } from "../write-file.ts";
import type { Entry, Note } from "./entry.ts";
import { noteLine } from "./notes.ts";
import { settle } from "./settle.ts";

/**
 * Room that is kept behind an entry for what becomes of it, in bytes: a disk that is full in the meantime must not
 * keep it from being taken back.
 */
const room = Buffer.alloc(512, "\n");

/** A journal that has grown to this many bytes is put away, and a new one begun. */
const fullAt = 4 * 1024 * 1024;

/** One commit that has been noted. */
export interface Noted {
  /** Resolves when the note would survive a power cut: nothing may be put in its place before. */
  safe(): Promise<void>;
  /** It is taken back from here on; resolves when that would survive. */
  undo(): Promise<void>;
  done(): void;
  /** All is as it was; resolves when that would survive. */
  undone(): Promise<void>;
  told(): void;
}

/**
 * What this process is about to do to the files, noted before it is done. One file a process, which says by its name
 * whose it is; whoever finds that one of a process that died puts right what is open in it (`recover.ts`).
 */
export interface Journal {
  /** Throws what the system says where it cannot be noted; nothing has been noted then. */
  begin(entry: Entry): Noted;
  /** Puts the journal away where nothing in it is open. */
  close(): Promise<void>;
}

interface Page {
  path: string;
  fd: number;
  /** where the next note goes, in bytes */
  at: number;
  /** how far the file goes */
  size: number;
  /** entries that are under way, or that nobody has been told of */
  open: Set<string>;
  patches: string[];
  /** what could not be noted, for want of space: it goes before the next note */
  owed: Note[];
  /** resolves when its name would survive */
  named: Promise<void>;
}

export function journalIn(folder: StateFolder): Journal {
  let current: Page | null = null;
  const puttingAway = new Set<Promise<void>>();

  function newPage(): Page {
    const path = join(folder.journal, `${ownName()}-${randomHex()}.jsonl`);
    const fd = openSync(path, "wx", 0o600);
    const named = syncFolder(folder.journal);
    // whoever waits for it is told; before anybody does, nobody must be
    named.catch(() => {});
    return { path, fd, at: 0, size: 0, open: new Set(), patches: [], owed: [], named };
  }

  function pageForNext(): Page {
    // somebody may have tidied it away: what is noted in a file without a name helps nobody
    if (current && (current.size >= fullAt || !existsSync(current.path))) {
      const left = current;
      current = null;
      putAwayIfFull(left);
    }
    current ??= newPage();
    return current;
  }

  function write(page: Page, note: Note): void {
    const lines = [...page.owed, note].map(noteLine);
    const length = lines.reduce((sum, line) => sum + line.length, 0);
    const rooms = note.kind === "begin" ? Array.from({ length: page.open.size + 1 }, () => room) : [];
    try {
      writeAll(page.fd, Buffer.concat([...lines, ...rooms]), page.at);
    } catch (error) {
      ftruncateSync(page.fd, page.size);
      throw error;
    }
    page.owed = [];
    page.at += length;
    page.size = Math.max(page.size, page.at + rooms.length * room.length);
  }

  /** Notes what has happened; false where there was no room for it, and it is owed. */
  function ended(page: Page, note: { kind: "done" | "told"; id: string }): boolean {
    try {
      write(page, note);
      return true;
    } catch {
      page.owed.push(note);
      return false;
    }
  }

  async function putAway(page: Page): Promise<void> {
    try {
      await settle(folder, page.patches);
      rmSync(page.path, { force: true });
    } catch {
      // what it says stays true: whoever opens the workspace next puts it away
    } finally {
      closeSync(page.fd);
    }
  }

  function putAwayIfFull(page: Page): void {
    if (page.open.size > 0 || (page === current && page.size < fullAt)) return;
    if (page === current) current = null;
    const work = putAway(page).finally(() => puttingAway.delete(work));
    puttingAway.add(work);
  }

  return {
    begin(entry) {
      const page = pageForNext();
      const { id, report, patches } = entry;
      write(page, { kind: "begin", entry });
      page.open.add(id);
      const close = () => {
        page.open.delete(id);
        putAwayIfFull(page);
      };
      return {
        async safe() {
          try {
            await Promise.all([dataSyncedAlone(page.fd), page.named]);
          } catch (error) {
            // what comes next gets another chance
            if (current === page) current = null;
            throw error;
          }
        },
        async undo() {
          write(page, { kind: "undo", id });
          await dataSyncedAlone(page.fd);
        },
        async undone() {
          write(page, { kind: "undone", id });
          await dataSyncedAlone(page.fd);
          close();
        },
        done() {
          page.patches.push(...patches.map(({ record }) => record.patch_id));
          if (ended(page, { kind: "done", id }) && !report) close();
        },
        told() {
          if (page.open.has(id) && ended(page, { kind: "told", id })) close();
        },
      };
    },
    async close() {
      const page = current;
      current = null;
      if (page && page.open.size > 0) closeSync(page.fd);
      else if (page) await putAway(page);
      await Promise.all(puttingAway);
    },
  };
}
