import type { Progress } from "./replay-history.ts";

/** Says on stderr, about once a second, how far a replay is: in place on a terminal, a line each elsewhere. */
export function reportProgress(
  out: Pick<NodeJS.WriteStream, "isTTY" | "write"> = process.stderr,
): (progress: Progress) => void {
  const start = performance.now();
  let last = start;
  const pause = out.isTTY ? 200 : 5000;
  return ({ done, of, failures }) => {
    const now = performance.now();
    if (done < of && now - last < pause) return;
    last = now;
    const rate = done / ((now - start) / 1000);
    const left = Math.ceil((of - done) / rate);
    const failed = failures === 0 ? "" : `, ${failures} failed`;
    const line = `${done} of ${of} commits${failed}, ${rate.toFixed(0)}/s, ${left} s left`;
    out.write(out.isTTY ? `\r\x1b[K${line}${done === of ? "\n" : ""}` : `${line}\n`);
  };
}
