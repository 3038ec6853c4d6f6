import type { Side } from "./use-compare-url.ts";

export const sideNames: Record<Side, string> = { a: "First trace", b: "Second trace" };
