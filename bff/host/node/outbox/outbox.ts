import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PatchEvent } from "../../../../shared/models/patch-event.ts";
import { stateFolder } from "../engine/state-folder.ts";
import { makeFolder } from "../make-folder.ts";
import { lockOutbox } from "./outbox-lock.ts";

/** What became of one event. */
export type Delivery =
  | { kind: "delivered" }
  /** this server will never take this event */
  | { kind: "refused"; status: number; reason: string }
  /** it may be taken later: nobody answered, or not now, or not with this token */
  | { kind: "later"; reason: string };

/** `.mission_control/outbox/`: one file per event that waits, its name in the order of its time. */
const folder = (root: string): string => join(root, ".mission_control", "outbox");
/** Events that a server refused for what they are, each with the reason. */
const refusedFolder = (root: string): string => join(folder(root), "refused");

let written = 0;

/**
 * Puts an event behind those that wait. Whole or not at all: the name appears when the content is there. Not fsynced:
 * the patch itself and its log are, and a report is not worth three more waits for the disk.
 */
export function addToOutbox(root: string, event: PatchEvent): void {
  const name = `${String(Date.now()).padStart(14, "0")}-${String(written++).padStart(6, "0")}-${process.pid}.json`;
  const temporary = join(folder(root), `.${name}.tmp`);
  // a refused edit may be the first thing that happens here: what is kept must not show up in git
  stateFolder(root).ensure();
  makeFolder(folder(root));
  writeFileSync(temporary, JSON.stringify(event), { mode: 0o600 });
  renameSync(temporary, join(folder(root), name));
}

/** The names of the events that wait, oldest first. */
export const waitingInOutbox = (root: string): string[] => jsonFiles(folder(root));
/** The names of the events that were refused and set aside. */
export const setAside = (root: string): string[] => jsonFiles(refusedFolder(root));

export interface Drained {
  sent: number;
  refused: number;
  waiting: number;
  /** why the rest waits; null where nothing does */
  reason: string | null;
}

/**
 * Sends what waits, in order, each once, until all is sent or `send` says later, or `until` (epoch ms) has come.
 * Of two processes that drain, one sends; the other waits for it, and then sends what was added behind its back.
 */
export async function drainOutbox(
  root: string,
  send: (event: PatchEvent) => Promise<Delivery>,
  until: number,
): Promise<Drained> {
  const done = { sent: 0, refused: 0 };
  let reason: string | null = null;
  while (reason === null && waitingInOutbox(root).length > 0) {
    const lock = await lockOutbox(folder(root), until);
    if (lock === null) {
      reason = "another process is sending";
      break;
    }
    try {
      reason = await sendAll(root, send, until, done);
    } finally {
      lock.release();
    }
  }
  return { ...done, waiting: waitingInOutbox(root).length, reason };
}

async function sendAll(
  root: string,
  send: (event: PatchEvent) => Promise<Delivery>,
  until: number,
  done: { sent: number; refused: number },
): Promise<string | null> {
  for (const name of waitingInOutbox(root)) {
    if (Date.now() > until) return "there was no time for the rest";
    const path = join(folder(root), name);
    const event = readEvent(path);
    const delivery: Delivery =
      event === null
        ? { kind: "refused", status: 0, reason: "the file is not a JSON object" }
        : await send(event);
    switch (delivery.kind) {
      case "delivered":
        rmSync(path, { force: true });
        done.sent++;
        break;
      case "refused":
        setEventAside(root, name, event, delivery);
        rmSync(path, { force: true });
        done.refused++;
        break;
      case "later":
        return delivery.reason;
    }
  }
  return null;
}

/** Keeps a refused event with the reason, out of the way of those behind it. */
export function setEventAside(
  root: string,
  name: string,
  event: PatchEvent | null,
  { status, reason }: { status: number; reason: string },
): void {
  stateFolder(root).ensure();
  makeFolder(folder(root));
  makeFolder(refusedFolder(root));
  const kept = { refused_at: new Date().toISOString(), status, reason, event };
  writeFileSync(join(refusedFolder(root), name), `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
}

function readEvent(path: string): PatchEvent | null {
  try {
    const event: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof event === "object" && event !== null ? (event as PatchEvent) : null;
  } catch {
    return null;
  }
}

function jsonFiles(path: string): string[] {
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch {
    return [];
  }
}
