// Finds a Chromium for the end-to-end tests, or installs one, and says what it does.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Without these Chromium wants a sandbox that root cannot have, a graphics card, and its maker's servers. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser to test in: `CHROME`, Playwright's own, or one of the machine's. Null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env.CHROME;
  if (named !== undefined && named !== "") return named;
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  const found = names.flatMap((name) => [...onPath, "/usr/bin"].map((folder) => join(folder, name)));
  return [...found, ...places].find((path) => existsSync(path)) ?? null;
}

function install(): void {
  if (process.platform === "linux" && process.getuid?.() === 0 && isDebian()) {
    console.log("No Chromium here: installing Debian's (apt-get install chromium).");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    try {
      execFileSync("apt-get", ["update", "-q"], { stdio: "inherit", env });
      execFileSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], {
        stdio: "inherit",
        env,
      });
      return;
    } catch {
      console.log("apt-get could not; trying Playwright's own download.");
    }
  }
  console.log("No Chromium here: downloading Playwright's (playwright install chromium).");
  const playwright = join(import.meta.dirname, "../node_modules/@playwright/test/cli.js");
  execFileSync(process.execPath, [playwright, "install", "chromium"], { stdio: "inherit" });
}

/** Debian itself: Ubuntu's `chromium` is a snap, which does not run in a container. */
function isDebian(): boolean {
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}

if (import.meta.main) {
  if (chromiumPath() === null) install();
  const path = chromiumPath();
  if (path === null || !existsSync(path)) {
    console.error(
      path === null
        ? "No Chromium was found and none could be installed. Install one, or name it: CHROME=/path/to/chrome npm test."
        : `CHROME names ${path}, which does not exist.`,
    );
    process.exit(1);
  }
  console.log(`End-to-end tests run in ${path}`);
}
