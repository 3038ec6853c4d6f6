// A process that sends bodies over so many connections, the next one on each as soon as the last was answered.
import { Agent, request } from "node:http";
import { machineMs, serveQuestions } from "../worker.ts";

export interface SenderInput {
  url: string;
  type: string;
  /** each connection takes one of them: a caller may make only so many calls in a second */
  tokens: string[];
  connections: number;
  /** the first of the bodies go out before the clock starts */
  warmUp: number;
  /** text, or bytes as base64 */
  bodies: (string | { base64: string })[];
}

export interface SenderReport {
  /** from the first body after the warm-up to the last answer */
  ms: number;
}

serveQuestions({
  async send({ url, type, tokens, connections, warmUp, bodies }: SenderInput): Promise<SenderReport> {
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const buffers = bodies.map((body) =>
      typeof body === "string" ? Buffer.from(body) : Buffer.from(body.base64, "base64"),
    );
    const post = (body: Buffer, token: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const sent = request(
          url,
          {
            method: "POST",
            agent,
            headers: {
              authorization: `Bearer ${token}`,
              "content-type": type,
              "content-length": body.length,
            },
          },
          (response) => {
            response.resume();
            response.once("end", () =>
              response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
            );
          },
        );
        sent.once("error", reject);
        sent.end(body);
      });
    const sendAll = async (part: Buffer[]): Promise<void> => {
      let next = 0;
      const sendNext = async (_: unknown, lane: number): Promise<void> => {
        while (next < part.length) {
          const body = part[next]!;
          next += 1;
          await post(body, tokens[lane % tokens.length]!);
        }
      };
      await Promise.all(Array.from({ length: connections }, sendNext));
    };
    await sendAll(buffers.slice(0, warmUp));
    const start = machineMs();
    await sendAll(buffers.slice(warmUp));
    const ms = machineMs() - start;
    agent.destroy();
    return { ms };
  },
});
