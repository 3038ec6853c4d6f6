import type { Lease } from "../../../shared/models/lease.ts";
import type { Paint } from "../session.ts";
import { visible } from "./visible.ts";

/** One lease for a person: what became of it, whose it is, until when. */
export function renderLease(lease: Lease, what: "held" | "renewed" | "free", paint: Paint): string {
  const head = what === "free" ? paint.green("free") : paint.yellow(what);
  return `${head}  ${line(lease, paint, what !== "free")}\n`;
}

export const renderLeases = (leases: readonly Lease[], paint: Paint): string =>
  leases.length === 0
    ? paint.dim("no file is held\n")
    : leases.map((lease) => `${line(lease, paint, true)}\n`).join("");

const line = ({ file, task_id, requester, until }: Lease, paint: Paint, holds: boolean): string =>
  `${visible(file)}  ${paint.cyan(visible(task_id))}  ${visible(requester)}${holds ? `  until ${clock(until)}` : ""}`;

/** Local hours, minutes and seconds. */
const clock = (iso: string): string => new Date(iso).toTimeString().slice(0, 8);
