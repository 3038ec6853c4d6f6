import { InfiniteQueryObserver, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { LiveQueryClient } from "./live-query-client.ts";

/** A list of a server whose answers are on their way until they are let through. */
function slowList() {
  let now = "before";
  const underWay: (() => void)[] = [];
  return {
    change: (to: string) => {
      now = to;
    },
    read: () => {
      const said = now; // the server's answer is of when it was asked
      return new Promise<string>((resolve) => underWay.push(() => resolve(said)));
    },
    arrive: async () => {
      await expect.poll(() => underWay.length).toBeGreaterThan(0);
      underWay.shift()!();
    },
    reads: () => underWay.length,
  };
}

const queryKey = ["list"];

function shown(client: LiveQueryClient, queryFn: () => Promise<string>) {
  const observer = new QueryObserver(client, { queryKey, queryFn, staleTime: Number.POSITIVE_INFINITY });
  const end = observer.subscribe(() => {});
  return { data: () => observer.getCurrentResult().data, end };
}

test("what is told of while a list is read for the first time is read after it", async () => {
  const client = new LiveQueryClient();
  const list = slowList();
  const screen = shown(client, list.read);
  list.change("after");
  const again = client.invalidateQueries({ queryKey });
  await list.arrive();
  await expect.poll(screen.data).toBe("before");
  await list.arrive();
  await again;
  expect(screen.data()).toBe("after");
  screen.end();
});

test("so is what is told of while one is read whose reading may not be broken off", async () => {
  const client = new LiveQueryClient();
  const list = slowList();
  const screen = shown(client, list.read);
  await list.arrive();
  await expect.poll(screen.data).toBe("before");
  void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
  await expect.poll(list.reads).toBe(1);
  list.change("after");
  void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
  await list.arrive();
  await list.arrive();
  await expect.poll(screen.data).toBe("after");
  screen.end();
});

test("what is only marked as old while it is read is old when it has come", async () => {
  const client = new LiveQueryClient();
  const list = slowList();
  const screen = shown(client, list.read);
  const marked = client.invalidateQueries({ queryKey, refetchType: "none" });
  await list.arrive();
  await marked;
  await expect.poll(screen.data).toBe("before");
  await expect.poll(() => client.getQueryState(queryKey)?.isInvalidated).toBe(true);
  expect(list.reads()).toBe(0);
  screen.end();
});

test("much that is told of during one reading makes one more of it", async () => {
  const client = new LiveQueryClient();
  const list = slowList();
  const screen = shown(client, list.read);
  const told = [1, 2, 3, 4].map(() => client.invalidateQueries({ queryKey }));
  await list.arrive();
  list.change("after");
  await list.arrive();
  await Promise.all(told);
  expect(list.reads()).toBe(0);
  screen.end();
});

test("a list of pages is no other", async () => {
  const client = new LiveQueryClient();
  const list = slowList();
  const observer = new InfiniteQueryObserver(client, {
    queryKey,
    queryFn: list.read,
    initialPageParam: null,
    getNextPageParam: () => null,
  });
  const end = observer.subscribe(() => {});
  list.change("after");
  void client.invalidateQueries({ queryKey });
  await list.arrive();
  await list.arrive();
  await expect.poll(() => observer.getCurrentResult().data?.pages).toEqual(["after"]);
  end();
});

test("a first reading that fails is left to its screen", async () => {
  const client = new LiveQueryClient({ defaultOptions: { queries: { retry: false } } });
  let reads = 0;
  const screen = shown(client, async () => {
    reads += 1;
    throw new Error("away");
  });
  await client.invalidateQueries({ queryKey });
  expect(reads).toBe(1);
  screen.end();
});
