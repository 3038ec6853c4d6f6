import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../free-port.ts";

const nginx = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].find(existsSync);
const nchan = [
  "/usr/lib/nginx/modules/ngx_nchan_module.so",
  "/usr/local/nginx/modules/ngx_nchan_module.so",
].find(existsSync);

export const nchanInstalled = nginx !== undefined && nchan !== undefined;

/** The peer: nginx with nchan, one channel, published to and read by WebSocket, as many workers as cores. */
export async function startNchan(): Promise<{ port: number; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "bench-nchan-"));
  const port = await freePort();
  const config = join(folder, "nginx.conf");
  writeFileSync(
    config,
    `load_module ${nchan};
${process.getuid?.() === 0 ? "user root;" : ""}
daemon off;
worker_processes auto;
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  tcp_nodelay on;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  nchan_shared_memory_size 512M;
  server {
    listen 127.0.0.1:${port} backlog=2048;
    location = /pub {
      nchan_publisher websocket; nchan_channel_id bench;
      nchan_message_buffer_length 50000; nchan_message_timeout 10m;
    }
    location = /ws { nchan_subscriber websocket; nchan_channel_id bench; nchan_subscriber_first_message newest; }
  }
}
`,
  );
  const child = spawn(nginx!, ["-p", folder, "-c", config, "-e", join(folder, "error.log")], {
    stdio: "ignore",
  });
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries === 100) throw new Error(`nginx did not start; see ${folder}/error.log`);
    await wait(50);
  }
  return {
    port,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
