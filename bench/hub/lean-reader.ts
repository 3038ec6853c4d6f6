import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/**
 * A WebSocket client that does as little as a reader can: what is measured is the server, and five hundred readers
 * share one process. It reads frames, answers pings, and hands each text frame over as the bytes it lies in.
 */
export interface LeanReader {
  close(): void;
}

export interface LeanReaderOptions {
  port: number;
  path: string;
  token?: string;
  onText(buffer: Buffer, start: number, end: number): void;
  onOpen(): void;
  onClose(): void;
}

const PING = 0x9;
const TEXT = 0x1;

export function openLeanReader(options: LeanReaderOptions): LeanReader {
  const socket: Socket = connect({ port: options.port, host: "127.0.0.1", noDelay: true });
  let upgraded = false;
  let left: Buffer | null = null;
  socket.write(
    [
      `GET ${options.path} HTTP/1.1`,
      `Host: 127.0.0.1:${options.port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
      ...(options.token === undefined ? [] : [`Authorization: Bearer ${options.token}`]),
      "\r\n",
    ].join("\r\n"),
  );

  socket.on("data", (data) => {
    let buffer = left === null ? data : Buffer.concat([left, data]);
    left = null;
    if (!upgraded) {
      const end = buffer.indexOf("\r\n\r\n");
      if (end === -1) {
        left = buffer;
        return;
      }
      if (!buffer.subarray(0, 20).toString().includes(" 101")) {
        socket.destroy(new Error(`refused: ${buffer.toString()}`));
        return;
      }
      upgraded = true;
      options.onOpen();
      buffer = buffer.subarray(end + 4);
    }
    const taken = readFrames(buffer);
    if (taken < buffer.length) left = buffer.subarray(taken);
  });
  socket.on("error", () => {});
  socket.on("close", options.onClose);

  /** Answers how many bytes were whole frames. */
  function readFrames(buffer: Buffer): number {
    let at = 0;
    while (buffer.length - at >= 2) {
      const opcode = buffer[at]! & 0x0f;
      let length = buffer[at + 1]! & 0x7f;
      let body = at + 2;
      if (length === 126) {
        if (buffer.length - at < 4) break;
        length = buffer.readUInt16BE(at + 2);
        body = at + 4;
      } else if (length === 127) {
        if (buffer.length - at < 10) break;
        length = Number(buffer.readBigUInt64BE(at + 2));
        body = at + 10;
      }
      const end = body + length;
      if (end > buffer.length) break;
      if (opcode === TEXT) options.onText(buffer, body, end);
      // a pong: final, masked with zeros, which leaves the body as it is
      else if (opcode === PING) {
        socket.write(
          Buffer.concat([Buffer.from([0x8a, 0x80 | length, 0, 0, 0, 0]), buffer.subarray(body, end)]),
        );
      }
      at = end;
    }
    return at;
  }

  return { close: () => socket.destroy() };
}

/**
 * Finds the whole number after a label in JSON bytes; -1 where there is none. It looks first where it found the label
 * last: five hundred copies of the same event are not worth parsing, and not even searching.
 */
export function numberFinder(label: string): (buffer: Buffer, start: number, end: number) => number {
  const bytes = Buffer.from(label);
  let offset = 0;

  function isAt(buffer: Buffer, at: number): boolean {
    for (let i = 0; i < bytes.length; i += 1) if (buffer[at + i] !== bytes[i]) return false;
    return true;
  }

  return (buffer, start, end) => {
    if (!isAt(buffer, start + offset)) {
      const found = buffer.subarray(start, end).indexOf(bytes);
      if (found === -1) return -1;
      offset = found;
    }
    let at = start + offset + bytes.length;
    let value = 0;
    for (let digit = buffer[at]! - 48; digit >= 0 && digit <= 9; digit = buffer[at]! - 48) {
      value = value * 10 + digit;
      at += 1;
    }
    return value;
  };
}
