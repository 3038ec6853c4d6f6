import { fstatSync, writeSync } from "node:fs";

/** Whether standard output is a terminal. Asked without making a stream of it, which takes longer than the asking. */
export async function outIsTerminal(): Promise<boolean> {
  try {
    if (!fstatSync(1).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return (await import("node:tty")).isatty(1);
}

/** Writes all of `text` to standard output before it answers. A reader that went away is not an error. */
export async function writeOut(text: string): Promise<void> {
  const bytes = Buffer.from(text, "utf8");
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(1, bytes, at);
    } catch (problem) {
      const code = (problem as NodeJS.ErrnoException).code;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw problem;
      // the other end made the pipe non-blocking and has not read yet
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}
