import { type Answer, type Call, headers, payload } from "./call-message.ts";

/** The largest answer that is read, in bytes: 8 MiB. */
const maxAnswer = 8 * 1024 * 1024;

/**
 * One HTTP call, straight to the host in the URL: no proxy, no redirect. Never throws.
 *
 * Plain HTTP goes over a bare socket, because loading Node's HTTP client takes as long as the whole edit does. It asks
 * in HTTP/1.0, so the answer is not chunked and ends where the connection does.
 */
export async function call(request: Call): Promise<Answer> {
  if (request.url.protocol === "https:") return (await import("./https.ts")).callHttps(request);
  if (request.url.protocol !== "http:")
    return { ok: false, reason: `${request.url.protocol} is not http or https` };
  // most edits have no server to tell
  const { connect } = await import("node:net");
  const { url } = request;
  const port = url.port === "" ? 80 : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (answer: Answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(
      () => end({ ok: false, reason: `no answer within ${request.timeoutMs} ms` }),
      request.timeoutMs,
    );
    socket.on("error", (problem) =>
      end({ ok: false, reason: (problem as NodeJS.ErrnoException).code ?? "broken" }),
    );
    socket.on("connect", () => {
      socket.setNoDelay(true);
      socket.write(head(request, payload(request)));
    });
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxAnswer) end({ ok: false, reason: "the answer is too large" });
    });
    socket.on("end", () => end(parse(Buffer.concat(chunks))));
  });
}

function head(request: Call, body: string): string {
  const lines = Object.entries(headers(request, body)).map(([name, value]) => `${name}: ${value}\r\n`);
  const path = request.url.pathname + request.url.search;
  return `${request.method} ${path} HTTP/1.0\r\nhost: ${request.url.host}\r\n${lines.join("")}\r\n${body}`;
}

function parse(raw: Buffer): Answer {
  const gap = raw.indexOf("\r\n\r\n");
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(raw.subarray(0, 64).toString("latin1"))?.[1];
  if (gap === -1 || status === undefined) return { ok: false, reason: "what answered does not speak HTTP" };
  const fields = raw.subarray(0, gap).toString("latin1").toLowerCase();
  if (fields.includes("\r\ntransfer-encoding:"))
    return { ok: false, reason: "it answered HTTP/1.0 in chunks" };
  const body = raw.subarray(gap + 4);
  const length = /\r\ncontent-length: *(\d+)/.exec(fields)?.[1];
  if (length !== undefined && body.length < Number(length))
    return { ok: false, reason: "the answer broke off" };
  const date = /\r\ndate: *([^\r]+)/.exec(fields)?.[1] ?? null;
  return { ok: true, status: Number(status), body: body.toString("utf8"), date };
}
