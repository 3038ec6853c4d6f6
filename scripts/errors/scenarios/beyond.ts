import { execFileSync } from "node:child_process";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocket } from "ws";
import type { Refusal } from "../../../shared/result.ts";
import type { Scenario } from "../scenario.ts";

const edit = [
  "append",
  "--file",
  "src/cart.ts",
  "--block",
  "// end",
  "--trace-id",
  "t1",
  "--requester",
  "ai-coder",
];

interface Listed {
  edits: { id: string }[];
  watch: { mode: string };
}

/** Asks until what is asked for is there; no machine is so slow that it takes this long. */
async function come<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  for (const until = performance.now() + 120_000; performance.now() < until; ) {
    const there = await ask();
    if (there) return there;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not come in two minutes`);
}

/** Git, edits that went around, the server and what is behind it. */
export const beyondScenarios: readonly Scenario[] = [
  {
    code: "NOT_A_REPOSITORY",
    async run(place) {
      rmSync(join(place.root, ".git"), { recursive: true });
      return place.patchctl([...edit, "--git-branch"]);
    },
  },
  {
    code: "BRANCH_CONFLICT",
    async run(place) {
      const git = (...args: string[]) =>
        execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
          cwd: place.root,
        });
      git("add", ".");
      git("commit", "-qm", "start");
      git("checkout", "-q", "-b", "fix/trace-t1-ai-coder");
      const asked = await place.patchctl([...edit, "--git-branch"]);
      return { ...asked, stage: "while fix/trace-t1-ai-coder is checked out:" };
    },
  },
  {
    code: "OUT_OF_BAND_NOT_FOUND",
    run: async (place) =>
      (await place.server()).ask("POST", "/api/custody/out-of-band/oob-1/accept", { reason: "fine" }),
  },
  {
    code: "TRACE_NOT_FOUND",
    run: async (place) =>
      (await place.server()).ask("GET", "/api/traces/4bf92f3577b34da6a3ce929d0e0e4736/skeleton"),
  },
  {
    code: "OUT_OF_BAND_CLOSED",
    async run(place) {
      const server = await place.server();
      const listed = async () =>
        (await server.ask("GET", "/api/custody/out-of-band")).refusal as unknown as Listed;
      // what is there before the first look is how the files are, not an edit
      await come("the first look", async () => (await listed()).watch.mode !== "starting");
      place.write("src/cart.ts", "// by hand\n");
      const found = await come("the edit", async () => (await listed()).edits[0]);
      const path = `/api/custody/out-of-band/${found.id}/accept`;
      await server.ask("POST", path, { reason: "fine" });
      const asked = await server.ask("POST", path, { reason: "fine" });
      return { ...asked, stage: "a second time:" };
    },
  },
  {
    code: "FACTORY_NOT_CONNECTED",
    async run(place) {
      const server = await place.server();
      const { token } = await server.token("ops");
      const message = { type: "deploy", payload: { factory: "parcel-desk" } };
      const socket = new WebSocket(new URL("/ws", server.url.replace(/^http/, "ws")), {
        headers: { authorization: `Bearer ${token}` },
      });
      try {
        const refusal = await new Promise<Refusal>((resolve, reject) => {
          socket.on("error", reject);
          socket.on("open", () => socket.send(JSON.stringify(message)));
          socket.on("message", (data) => {
            const frames = [JSON.parse(String(data))].flat() as { type: string; payload?: Refusal }[];
            const refused = frames.find(({ type }) => type === "refused")?.payload;
            if (refused) resolve(refused);
          });
        });
        return { request: `/ws (WebSocket)\n\n${JSON.stringify(message)}\n`, refusal };
      } finally {
        socket.terminate();
      }
    },
  },
  {
    code: "WORKSPACE_UNAVAILABLE",
    async run(place) {
      const server = await place.server();
      renameSync(place.root, `${place.root}.away`);
      writeFileSync(place.root, "");
      try {
        return {
          ...(await server.ask("GET", "/readyz")),
          stage: "with a file where the governed folder was:",
        };
      } finally {
        rmSync(place.root, { recursive: true, force: true });
        renameSync(`${place.root}.away`, place.root);
      }
    },
  },
  {
    code: "SERVER_UNREACHABLE",
    async run(place) {
      await place.done(edit);
      return { ...(await place.patchctl(["flush"])), stage: "with no server:" };
    },
  },
];
