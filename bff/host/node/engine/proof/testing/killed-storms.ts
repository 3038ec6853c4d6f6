import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Sent } from "./audit.ts";
import type { Random } from "./random.ts";

const storm = join(import.meta.dirname, "storm.ts");

/**
 * Lets processes edit at once and kills them all at some instant, a fraction of a millisecond or some dozens of them
 * after the first has sent something. Answers what they said.
 */
export async function killedStorms(
  root: string,
  { round, files, random }: { round: number; files: readonly string[]; random: Random },
): Promise<Sent[]> {
  const names = Array.from({ length: 1 + random.whole(3) }, (_, n) => `r${round}p${n}`);
  const children = names.map((name) => {
    const seed = String(random.whole(1e9));
    const child = spawn(process.execPath, [storm, root, name, seed, ...files], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    let errors = "";
    child.stdout.on("data", (part) => {
      said += part;
    });
    child.stderr.on("data", (part) => {
      errors += part;
    });
    return { child, ended: once(child, "close"), said: () => said, errors: () => errors };
  });
  await Promise.race(children.map(({ child, ended }) => Promise.race([once(child.stdout, "data"), ended])));
  const instant =
    performance.now() + (random.chance(0.5) ? random.whole(4000) / 1000 : random.whole(60_000) / 1000);
  while (performance.now() < instant) await new Promise(setImmediate);
  for (const { child } of children) child.kill("SIGKILL");
  await Promise.all(children.map(({ ended }) => ended));
  const failed = children.find(({ errors }) => /Error/.test(errors()));
  if (failed) throw new Error(failed.errors());
  return children.flatMap(({ said }) => sentIn(said()));
}

function sentIn(said: string): Sent[] {
  const sent: Sent[] = [];
  for (const line of said.split("\n").slice(0, -1)) {
    const one = JSON.parse(line) as
      | { sent: string[]; atomic: boolean }
      | { answered: string[]; done: string[] };
    if ("sent" in one) sent.push({ ids: one.sent, atomic: one.atomic, done: null });
    else sent.at(-1)!.done = one.done;
  }
  return sent;
}
