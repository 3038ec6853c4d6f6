import type { FactoryEventType } from "../../../../shared/events.ts";
import type { Hands, Job, Reply } from "./hands.ts";

/** One thing that happens in an order: a factory says something, or an agent edits. */
export type Step =
  | { kind: "says"; factory: string; type: FactoryEventType; phase?: string; message: string }
  | {
      kind: "edits";
      job: Job;
      /** the code it is to be refused with; left out where it is to be applied */
      refused?: string;
      /** the verdict its type check is to have, where that matters to the story */
      types?: boolean;
      run(hands: Hands): Promise<Reply>;
    };

/** One order as its factory works through it, in order. */
export interface Order {
  id: string;
  factory: string;
  steps: Step[];
}
