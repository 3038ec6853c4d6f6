import { setTimeout as sleep } from "node:timers/promises";
import { assertNever } from "../../../../shared/result.ts";
import { connectFactory, type FactoryVoice } from "./factory-voice.ts";
import { createHands, type Hands, type Reply } from "./hands.ts";
import { parcelScreen } from "./orders/parcel-screen.ts";
import { storedPrices } from "./orders/stored-prices.ts";
import { zonePrices } from "./orders/zone-prices.ts";
import type { Order, Step } from "./step.ts";

const orders: readonly Order[] = [zonePrices, parcelScreen, storedPrices];
const factories = ["agent-factory", "ui-factory", "data-factory", "ops-factory"];

/** `normal` takes some 25 seconds, so that eyes can follow; `fast` does not wait, for tests. */
export type DemoPace = "normal" | "fast";

export interface DemoRun {
  root: string;
  /** the server that governs `root`, and a token that may edit and revert there */
  url: string;
  token: string;
  pace: DemoPace;
  /** prints one line for the one who started it */
  say(line: string): void;
  signal?: AbortSignal;
}

export interface DemoSummary {
  applied: number;
  refused: number;
  /** steps that did not end as the script says, in words; empty where the demo tells the truth */
  surprises: string[];
}

/**
 * Lets the scripted agents work: three orders side by side, each step a real process or a real request. Ends when they
 * are done or the signal aborts; then says what to look at. An agent that fails does not stop the others.
 */
export async function runDemo(run: DemoRun): Promise<DemoSummary> {
  const hands = createHands(run.root, run.url, run.token, run.signal);
  const summary: DemoSummary = { applied: 0, refused: 0, surprises: [] };
  const voices = new Map<string, FactoryVoice>();
  try {
    for (const name of factories) voices.set(name, await connectFactory(run.url, run.token, name));
    // begun a little apart, as three teams would be
    await Promise.all(
      orders.map((order, index) => work(order, 1_200 + index * 500, run, hands, voices, summary)),
    );
  } catch (problem) {
    if (!run.signal?.aborted) summary.surprises.push(`the demo stopped: ${(problem as Error).message}`);
  } finally {
    for (const voice of voices.values()) voice.close();
  }
  if (!run.signal?.aborted) report(summary, run.say);
  return summary;
}

async function work(
  order: Order,
  startMs: number,
  { pace, signal }: DemoRun,
  hands: Hands,
  voices: ReadonlyMap<string, FactoryVoice>,
  summary: DemoSummary,
): Promise<void> {
  const pause = (ms: number) =>
    pace === "fast" ? Promise.resolve() : sleep(ms, undefined, { ...(signal ? { signal } : {}) });
  await pause(startMs);
  for (const step of order.steps) {
    if (signal?.aborted) return;
    switch (step.kind) {
      case "says": {
        const { factory, type, phase, message } = step;
        voices.get(factory)?.say(type, { order_id: order.id, phase, message });
        await pause(500);
        break;
      }
      case "edits": {
        const reply = await step.run(hands);
        if (reply.ok) summary.applied++;
        else summary.refused++;
        const surprise = surpriseIn(order, step, reply);
        if (surprise !== null) summary.surprises.push(surprise);
        await pause(1_100);
        break;
      }
      default:
        assertNever(step);
    }
  }
}

/** How a step ended otherwise than the script says; null where it did not. */
function surpriseIn(order: Order, step: Step & { kind: "edits" }, reply: Reply): string | null {
  const what = `${order.id} ${step.job.agent} "${step.job.reason}"`;
  const code = reply.ok
    ? undefined
    : (reply.code ?? reply.results?.find((result) => !result.ok)?.code ?? "no code");
  if (code !== step.refused) return `${what}: ${code ?? "applied"} instead of ${step.refused ?? "applied"}`;
  if (step.types === undefined) return null;
  const types = reply.ts_check_ok ?? reply.results?.[0]?.ts_check_ok;
  return types === step.types ? null : `${what}: types ${types} instead of ${step.types}`;
}

function report({ applied, refused, surprises }: DemoSummary, say: (line: string) => void): void {
  say("");
  say(`The agents are done: ${applied} edits applied, ${refused} refused with a reason. Worth a look:`);
  say('  ORD-000  "raise the city price" met a guard; "write the whole file again" met the change limit');
  say('  ORD-000  "whole cents only" broke the types, and the next edit put it right');
  say('  ORD-000  "round prices to ten cents" was taken back: its custody says by whom');
  say('  ORD-001  "restyle the row while at it" left the lines its task may touch');
  say('  ORD-002  "list parcels by state" is two edits of one file that went in together or not at all');
  for (const surprise of surprises) say(`  unexpected: ${surprise}`);
  say("Select a refused row to read what the agent was told. Ctrl+C ends the demo and removes its folder.");
}
