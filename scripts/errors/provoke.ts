import { type ErrorCode, errorCodes } from "../../shared/errors.ts";
import { byHand } from "./by-hand.ts";
import { openPlace } from "./place.ts";
import type { Provoked, Scenario } from "./scenario.ts";
import { beyondScenarios } from "./scenarios/beyond.ts";
import { callerScenarios } from "./scenarios/caller.ts";
import { factoryScenarios } from "./scenarios/factories.ts";
import { fileScenarios } from "./scenarios/file.ts";
import { placeScenarios } from "./scenarios/place.ts";
import { replayScenarios } from "./scenarios/replays.ts";
import { requestScenarios } from "./scenarios/request.ts";
import { rulesScenarios } from "./scenarios/rules.ts";
import { stateScenarios } from "./scenarios/state.ts";
import { steady } from "./steady.ts";

export const scenarios: readonly Scenario[] = [
  ...requestScenarios,
  ...callerScenarios,
  ...fileScenarios,
  ...placeScenarios,
  ...stateScenarios,
  ...rulesScenarios,
  ...beyondScenarios,
  ...replayScenarios,
  ...factoryScenarios,
];

/** Provokes every code, a few at a time, each in a place of its own; a code that does not come is an error. */
export async function provokeAll(): Promise<Map<ErrorCode, Provoked>> {
  const found = new Map<ErrorCode, Provoked>(Object.entries(byHand) as [ErrorCode, Provoked][]);
  const waiting = [...scenarios];
  const failed: string[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        found.set(next.code, await provoke(next));
      } catch (error) {
        failed.push(`${next.code}: ${(error as Error).message}`);
      }
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  if (failed.length > 0) throw new Error(`not provoked:\n${failed.join("\n")}`);
  return new Map(errorCodes.flatMap((code) => (found.has(code) ? [[code, found.get(code)!]] : [])));
}

async function provoke({ code, run }: Scenario): Promise<Provoked> {
  const place = openPlace();
  try {
    const provoked = await run(place);
    if (provoked.refusal.code !== code) throw new Error(`what came is ${JSON.stringify(provoked.refusal)}`);
    return steady(provoked, place.root);
  } finally {
    await place.close();
  }
}
