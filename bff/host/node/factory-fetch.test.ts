import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFactoryFetch } from "./factory-fetch.ts";

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url!);
  response.end("here");
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());
const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
/** A fetch for which every name stands for these addresses. */
const standing = (...addresses: string[]) =>
  createFactoryFetch(async () => addresses.map((address) => ({ address })));

describe("a call to a factory", () => {
  test("goes to machines and to this one, by address and by name", async () => {
    expect(await (await createFactoryFetch()(url("/address"))).text()).toBe("here");
    expect(await (await createFactoryFetch()(url("/name").replace("127.0.0.1", "localhost"))).text()).toBe(
      "here",
    );
    expect(await (await standing("10.0.0.1")(url("/private"))).text()).toBe("here");
  });

  test("does not go where a name leads to what a cloud tells its machines", async () => {
    for (const addresses of [
      ["169.254.169.254"],
      ["10.0.0.1", "FE80::1"],
      ["::ffff:169.254.1.1"],
      ["fd00:ec2::254"],
    ])
      await expect(standing(...addresses)(url("/never")), addresses.join()).rejects.toMatchObject({
        cause: { code: "ADDRESS_REFUSED" },
      });
    expect(asked).not.toContain("/never");
  });

  test("fails as fetch does where there is no such name", async () => {
    await expect(createFactoryFetch()("http://no-such-name.invalid/")).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) },
    });
  });

  test("is given up while a name is looked for", async () => {
    const stop = new AbortController();
    const waiting = createFactoryFetch(() => new Promise(() => {}))(url("/never"), { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    const late = createFactoryFetch(() => new Promise(() => {}))(url("/never"), { signal: stop.signal });
    await expect(late).rejects.toThrow("enough");
  });
});
