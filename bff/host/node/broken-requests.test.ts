import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerBrokenRequests } from "./broken-requests.ts";

/** What comes slowly is given up soon; by the other one nothing is, however slow the machine. */
const [impatient, patient] = [{ head: 300, request: 400 }, {}].map((limits) => {
  const server = createServer({ connectionsCheckingInterval: 50 }, (request, response) => {
    request.resume().on("end", () => response.end("fine"));
  });
  answerBrokenRequests(server, limits);
  return server;
}) as [Server, Server];
beforeEach(async () => {
  for (const server of [impatient, patient])
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  for (const server of [impatient, patient]) await new Promise((resolve) => server.close(resolve));
});

/** All that comes back on a socket that these bytes are sent on, until the server closes it. */
const answerTo = (bytes: string, server = patient) =>
  new Promise<string>((resolve) => {
    let answer = "";
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (part) => {
      answer += part;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });

test.each([
  ["is no HTTP", "\x16\x03\x01 hello\r\n\r\n", "not HTTP"],
  ["names no Host", "GET / HTTP/1.1\r\n\r\n", ""],
  ["has headers without end", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(40_000)}\r\n\r\n`, "too large"],
  [
    "says its length twice",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
    "not HTTP",
  ],
  ["never ends its head", "GET / HTTP/1.1\r\nHost: a\r\nX: ", "too long", impatient],
])("a request that %s is answered and cut", async (_name, bytes, words, server = patient) => {
  const answer = await answerTo(bytes, server);
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
  if (words === "") return;
  expect(JSON.parse(answer.split("\r\n\r\n")[1]!)).toMatchObject({
    ok: false,
    code: "INVALID_INPUT",
    error: expect.stringContaining(words),
  });
});

test("a body that comes drop by drop ends with its socket", async () => {
  await answerTo("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n{", impatient);
});
