import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { errorStatus } from "../../../../shared/errors.ts";
import type { Refusal } from "../../../../shared/result.ts";

/** Answers an upgrade that is not to be with the HTTP status and the JSON of its code, and hangs up. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const status = errorStatus[refusal.code];
  const body = JSON.stringify(refusal);
  socket.once("finish", () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "Content-Type: application/json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Cache-Control: no-store",
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
