import { InfiniteQueryObserver, QueryObserver } from "@tanstack/react-query";
import { expect, onTestFinished, test } from "vitest";
import { ReadAgainClient } from "./read-again-client.ts";

/** A server whose state changes, and which answers when it is told to, with what it had when it was asked. */
function madeServer() {
  const held: { answer: () => void; fail: () => void }[] = [];
  let state = 1;
  return {
    change: () => {
      state += 1;
    },
    asked: () => held.length,
    ask: () => {
      const had = state;
      return new Promise<number>((resolve, reject) => {
        held.push({ answer: () => resolve(had), fail: () => reject(new Error("away")) });
      });
    },
    answer: (n: number) => held[n]!.answer(),
    fail: (n: number) => held[n]!.fail(),
  };
}

function made() {
  const client = new ReadAgainClient();
  const server = madeServer();
  const query = {
    queryKey: ["list"],
    queryFn: server.ask,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  };
  const observer = new QueryObserver(client, query);
  const look = () => onTestFinished(observer.subscribe(() => {}));
  onTestFinished(() => client.clear());
  return { client, server, query, observer, look, data: () => observer.getCurrentResult().data };
}

test("news during the first reading have it read again, once for all of them", async () => {
  const { client, server, look, data } = made();
  look();
  server.change();
  const told = [0, 1, 2].map(() => client.invalidateQueries({ queryKey: ["list"] }));
  expect(server.asked()).toBe(1);
  server.answer(0);
  await expect.poll(server.asked).toBe(2);
  server.answer(1);
  await Promise.all(told);
  expect(data()).toBe(2);
  expect(server.asked()).toBe(2);
});

test("news during the reading that made up for others have it read once more", async () => {
  const { client, server, look, data } = made();
  look();
  void client.invalidateQueries({ queryKey: ["list"] });
  server.answer(0);
  await expect.poll(server.asked).toBe(2);
  server.change();
  void client.invalidateQueries({ queryKey: ["list"] }, { cancelRefetch: false });
  server.answer(1);
  await expect.poll(server.asked).toBe(3);
  server.answer(2);
  await expect.poll(data).toBe(2);
});

test("a later reading that is not called off is made again; one that is called off is not", async () => {
  const { client, server, look, data } = made();
  look();
  server.answer(0);
  await expect.poll(data).toBe(1);
  void client.invalidateQueries({ queryKey: ["list"] });
  server.change();
  void client.invalidateQueries({ queryKey: ["list"] }, { cancelRefetch: false });
  server.answer(1);
  await expect.poll(server.asked).toBe(3);
  server.answer(2);
  await expect.poll(data).toBe(2);

  const first = client.invalidateQueries({ queryKey: ["list"] });
  server.change();
  const second = client.invalidateQueries({ queryKey: ["list"] });
  server.answer(4);
  await Promise.all([first, second]);
  expect(data()).toBe(3);
  expect(server.asked()).toBe(5);
});

test("pages are read again likewise", async () => {
  const client = new ReadAgainClient();
  const server = madeServer();
  const observer = new InfiniteQueryObserver(client, {
    queryKey: ["pages"],
    queryFn: server.ask,
    initialPageParam: 0,
    getNextPageParam: () => null,
  });
  onTestFinished(observer.subscribe(() => {}));
  onTestFinished(() => client.clear());
  server.change();
  void client.invalidateQueries({ queryKey: ["pages"] }, { cancelRefetch: false });
  server.answer(0);
  await expect.poll(server.asked).toBe(2);
  server.answer(1);
  await expect.poll(() => observer.getCurrentResult().data?.pages).toEqual([2]);
});

test("what nobody looks at yet, or is only to be marked, is old when it comes, and read when it is looked at", async () => {
  const { client, server, query, look, data } = made();
  const read = client.ensureQueryData(query);
  server.change();
  const told = client.invalidateQueries({ queryKey: ["list"], refetchType: "none" });
  server.answer(0);
  expect(await read).toBe(1);
  await told;
  expect(server.asked()).toBe(1);
  look();
  expect(server.asked()).toBe(2);
  server.answer(1);
  await expect.poll(data).toBe(2);
});

test("a first reading that fails is not made again by itself", async () => {
  const { client, server, observer, look } = made();
  look();
  const told = client.invalidateQueries({ queryKey: ["list"] });
  server.fail(0);
  await told;
  expect(observer.getCurrentResult().status).toBe("error");
  expect(server.asked()).toBe(1);
});
