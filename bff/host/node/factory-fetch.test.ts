import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFactoryFetch } from "./factory-fetch.ts";

const asked: string[] = [];
/** of each request, which connection it came by */
const connections = new Set<unknown>();
const server = createServer((request, response) => {
  asked.push(request.url!);
  connections.add(request.socket);
  request.resume().once("end", () => {
    if (request.url === "/gone") request.socket.destroy();
    else if (request.url === "/other")
      request.socket.end("HTTP/1.1 101 Other\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n");
    else if (request.url === "/empty") response.writeHead(204).end();
    else response.end("here");
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());
const url = (path: string, host = "127.0.0.1") =>
  `http://${host}:${(server.address() as AddressInfo).port}${path}`;
const init = (signal = new AbortController().signal) =>
  ({ method: "POST", body: "{}", headers: {}, redirect: "manual", credentials: "omit", signal }) as const;
/** A fetch for which every name stands for these addresses. */
const standing = (...addresses: string[]) =>
  createFactoryFetch(async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
  );

describe("a call to a factory", () => {
  test("goes to machines and to this one, by address and by name", async () => {
    const post = createFactoryFetch();
    expect(await (await post(url("/address"), init())).text()).toBe("here");
    expect(await (await post(url("/name", "localhost"), init())).text()).toBe("here");
    expect((await post(url("/empty"), init())).status).toBe(204);
  });

  test("does not go where a name leads to what a cloud tells its machines, nor there itself", async () => {
    const refused = { cause: { code: "ADDRESS_REFUSED" } };
    for (const addresses of [
      ["169.254.169.254"],
      ["127.0.0.1", "FE80::1"],
      ["::ffff:169.254.1.1"],
      ["fd00:ec2::254"],
    ])
      await expect(
        standing(...addresses)(url("/never", "a.test"), init()),
        addresses.join(),
      ).rejects.toMatchObject(refused);
    await expect(createFactoryFetch()("http://169.254.169.254/never", init())).rejects.toMatchObject(refused);
    expect(asked).not.toContain("/never");
  });

  test("goes to the address that was looked at, whatever the name stands for a moment later", async () => {
    let times = 0;
    const turning = createFactoryFetch(async () => [
      { address: times++ === 0 ? "127.0.0.1" : "169.254.169.254", family: 4 },
    ]);
    expect(await (await turning(url("/first", "a.test"), init())).text()).toBe("here");
    expect(times).toBe(1);
    // the connection is still open, and is one to the address that was looked at
    expect(await (await turning(url("/second", "a.test"), init())).text()).toBe("here");
    expect(times).toBe(1);
    await expect(turning(url("/gone", "a.test"), init())).rejects.toMatchObject({
      cause: { code: "ADDRESS_REFUSED" },
    });
    expect(times).toBe(2);
  });

  test("goes over a connection that is open from the call before, and anew where that was closed meanwhile", async () => {
    const post = createFactoryFetch();
    connections.clear();
    for (let n = 0; n < 3; n++) await (await post(url("/again"), init())).text();
    expect(connections.size).toBe(1);
    server.closeIdleConnections();
    expect(await (await post(url("/anew"), init())).text()).toBe("here");
    expect(connections.size).toBe(2);
  });

  test("fails as fetch does where there is no such name, or the connection breaks", async () => {
    const post = createFactoryFetch();
    await expect(post("http://no-such-name.invalid/", init())).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) },
    });
    for (const path of ["/gone", "/other"])
      await expect(post(url(path), init()), path).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  });

  test("is given up while a name is looked for", async () => {
    const stop = new AbortController();
    const hanging = createFactoryFetch(() => new Promise(() => {}));
    const waiting = hanging(url("/never", "a.test"), init(stop.signal));
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    await expect(hanging(url("/never", "a.test"), init(stop.signal))).rejects.toThrow("enough");
    expect(asked).not.toContain("/never");
  });
});
