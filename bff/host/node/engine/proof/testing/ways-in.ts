import { spawn } from "node:child_process";
import { newWebSocketRpcSession } from "capnweb";
import { WebSocket } from "ws";

/** One operation as the interfaces take it. */
export type Operation = Record<string, unknown> & { op: string; file: string; patch_id: string };

/** What came of a request: the code where it was refused, null where it was done. */
export type Send = (patches: Operation[]) => Promise<{ code: string | null }>;

export interface WayIn {
  send: Send;
  close(): void;
}

interface Answer {
  ok: boolean;
  code?: string;
}
const codeOf = (answer: Answer): { code: string | null } => ({
  code: answer.ok ? null : (answer.code ?? "no code"),
});

/** The command, a process for each request. */
export function byCommand(patchctl: string, root: string, requester: string): WayIn {
  const flags: Record<string, string> = { patch_id: "patch-id", oldText: "old-text" };
  const argumentsOf = ({ op, expect, ...rest }: Operation): string[] => [
    op,
    ...Object.entries(rest).flatMap(([key, value]) => [`--${flags[key] ?? key}`, String(value)]),
    ...(expect ? ["--expect-hash", (expect as { fileHash: string }).fileHash] : []),
    "--requester",
    requester,
  ];
  return {
    close() {},
    send: (patches) =>
      new Promise((resolve, reject) => {
        const single = patches.length === 1;
        const args = single ? argumentsOf(patches[0]!) : ["apply-batch", "--requester", requester];
        const child = spawn(process.execPath, [patchctl, ...args], { cwd: root });
        let out = "";
        let errors = "";
        child.stdout.on("data", (part) => {
          out += part;
        });
        child.stderr.on("data", (part) => {
          errors += part;
        });
        child.stdin.end(single ? "" : JSON.stringify({ patches }));
        child.on("close", () => {
          try {
            resolve(codeOf(JSON.parse(out) as Answer));
          } catch {
            reject(new Error(`patchctl ${args.join(" ")} said: ${out}${errors}`));
          }
        });
      }),
  };
}

export function byHttp(url: string, token: string, requester: string): WayIn {
  return {
    close() {},
    async send(patches) {
      const response = await fetch(`${url}/api/patches/apply`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ requester, patches }),
      });
      return codeOf((await response.json()) as Answer);
    },
  };
}

export function byRpc(url: string, token: string, requester: string): WayIn {
  const socket = new WebSocket(`${url.replace("http", "ws")}/rpc`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const api = newWebSocketRpcSession(socket as never) as unknown as {
    PatchOps: { applyPatches(batch: object): Promise<Answer> };
  };
  return {
    close: () => socket.close(),
    send: async (patches) => codeOf(await api.PatchOps.applyPatches({ requester, patches })),
  };
}
