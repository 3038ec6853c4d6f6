import { spawn } from "node:child_process";

/** Opens a link in the person's browser, if there is a person and a display. Never fails: the link is printed too. */
export function openBrowser(link: string): void {
  if (!process.stdout.isTTY) return;
  const { command, args } = opener(link);
  if (command === null) return;
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}

function opener(link: string): { command: string | null; args: string[] } {
  if (process.platform === "darwin") return { command: "open", args: [link] };
  if (process.platform === "win32") return { command: "cmd", args: ["/c", "start", "", link] };
  const hasDisplay = process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  return { command: hasDisplay ? "xdg-open" : null, args: [link] };
}
