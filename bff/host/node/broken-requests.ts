import type { Server } from "node:http";
import { RequestError } from "@hono/node-server";
import { errorStatus } from "../../../shared/errors.ts";
import { type Refusal, refuse } from "../../../shared/result.ts";
import { refuseUpgrade } from "./hub/refuse-upgrade.ts";

/** A request head has to be here after this long, in milliseconds, and a whole request after the other. */
const headMs = 15_000;
const requestMs = 120_000;

/**
 * Requests that are no HTTP, or come drop by drop: they get their code as all others do, and their socket is closed.
 * The application never sees them.
 */
export function answerBrokenRequests(server: Server, { head = headMs, request = requestMs } = {}): void {
  server.headersTimeout = head;
  server.requestTimeout = request;
  server.on("checkExpectation", (_request, response) => {
    const refusal = refuse("INVALID_INPUT", "the only Expect header that is understood is 100-continue");
    response.writeHead(errorStatus.INVALID_INPUT, {
      "content-type": "application/json",
      connection: "close",
    });
    response.end(JSON.stringify(refusal));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // what a reset connection, or one that got part of an answer, is sent would not be understood
    const answering = "_httpMessage" in socket && socket._httpMessage !== null;
    if (!socket.writable || error.code === "ECONNRESET" || answering) socket.destroy();
    else refuseUpgrade(socket, refusalOf(error.code));
  });
}

/** For a request of which no URL can be made, of its target and its `Host`; what else got out of the application. */
export function answerBadTarget(error: unknown): Response {
  const refusal =
    error instanceof RequestError
      ? refuse("INVALID_INPUT", "the request's target and its Host header make no URL")
      : refuse("INTERNAL", "something broke inside");
  return Response.json(refusal, { status: errorStatus[refusal.code] });
}

function refusalOf(code: string | undefined): Refusal {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return refuse("INVALID_INPUT", "the request took too long to arrive: send it at once");
    case "HPE_HEADER_OVERFLOW":
      return refuse("INVALID_INPUT", "the headers of the request are too large: 16 KiB is the limit");
    default:
      return refuse("INVALID_INPUT", "the request is not HTTP/1.1 as it should be");
  }
}
