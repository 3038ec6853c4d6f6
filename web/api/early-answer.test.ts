import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test } from "vitest";
import { compareTraces } from "../../shared/operations/replays.ts";
import { workspaceInfo } from "../../shared/operations/system.ts";
import { getTraceSkeleton } from "../../shared/operations/traces.ts";
import { isAskedEarly, takeEarlyAnswer } from "./early-answer.ts";
import { toRequest } from "./to-request.ts";

const script = readFileSync(new URL("../../public/early.js", import.meta.url), "utf8");

/** Runs the script as a page at this address does, and keeps what it asked for as that page would. */
function openedAt(address: string): string[] {
  const { pathname, search } = new URL(address, "http://localhost");
  const asked: string[] = [];
  const page: Record<string, unknown> = {
    location: { pathname, search },
    performance: { now: () => 0 },
    URLSearchParams,
    Date,
    document: { querySelector: () => null },
    fetch: async (url: string) => {
      asked.push(url);
      return new Response("the answer");
    },
  };
  page.globalThis = page;
  runInNewContext(script, page);
  Object.assign(globalThis, { earlyAnswers: page.earlyAnswers });
  return asked;
}
const skeletonUrl = (trace_id: string) => toRequest(getTraceSkeleton, { trace_id }).url;

afterEach(() => Object.assign(globalThis, { earlyAnswers: undefined }));

test.each(["demo", "my trace/1", "Größe: 100%", "a+b&c=d"])(
  "the trace %s of the address is asked for at once, and taken once",
  async (id) => {
    expect(openedAt(`/traces/${encodeURIComponent(id)}?span=3`)).toContain(
      `/api/traces/${encodeURIComponent(id)}/skeleton`,
    );
    expect(isAskedEarly(skeletonUrl(id))).toBe(true);
    const taken = takeEarlyAnswer(skeletonUrl(id), 100);
    expect(isAskedEarly(skeletonUrl(id))).toBe(false);
    expect(await (await taken)?.text()).toBe("the answer");
    expect(takeEarlyAnswer(skeletonUrl(id), 100)).toBeUndefined();
  },
);

test("another answer, or one that has waited too long, is not taken", () => {
  openedAt("/traces/demo");
  expect(takeEarlyAnswer(skeletonUrl("other"), 100)).toBeUndefined();
  expect(takeEarlyAnswer(skeletonUrl("demo"), 20_000)).toBeUndefined();
});

test("every screen asks for the workspace, with the offset of the reader's day", async () => {
  openedAt("/patches");
  const { url } = toRequest(workspaceInfo, { utc_offset: -new Date().getTimezoneOffset() });
  expect(await (await takeEarlyAnswer(url, 100))?.text()).toBe("the answer");
});

test.each([
  ["one", "two"],
  ["my trace/1", "Größe: 100%"],
  ["a+b&c=d", "demo"],
])("%s and %s of the address are asked for at once, and how they differ", (a, b) => {
  const asked = openedAt(`/traces/compare?${new URLSearchParams({ a, b })}`);
  const urls = [skeletonUrl(a), skeletonUrl(b), toRequest(compareTraces, { a, b, details: "if-soon" }).url];
  for (const url of urls) expect(isAskedEarly(url)).toBe(true);
  expect(asked.filter((url) => url.includes("traces"))).toHaveLength(3);
});

test("a trace that is compared with itself is asked for once", () => {
  const asked = openedAt("/traces/compare?a=one&b=one");
  expect(asked.filter((url) => url.endsWith("/skeleton"))).toEqual([skeletonUrl("one")]);
});

test("other screens, traces out of files, and who has chosen one of two ask for no trace", () => {
  for (const address of [
    "/patches",
    "/traces",
    "/traces/demo?from=file",
    "/traces/compare",
    "/traces/compare?a=one",
    "/traces/compare?a=one&b=two&b_from=file",
  ])
    expect(openedAt(address).filter((url) => url.includes("traces"))).toEqual([]);
});
