import type { FactoryEventType, WorkspaceEventType } from "../../shared/events.ts";
import type { PatchEvent } from "../../shared/models/patch-event.ts";

export interface Recorded {
  /** the event's number in the log; that of the first delivery where it was a duplicate */
  seq: number;
  duplicate: boolean;
}

export interface Sender {
  name: string;
  /** null: what it hands in was not part of a call */
  traceId: string | null;
}

/**
 * The one writer of the event log, the patches and the custody chain. A call resolves once the event is durable;
 * only then is it published, in `seq` order.
 */
export interface Journal {
  /** `from` stands in where the event names no requester and no trace, and none before it did. */
  patch(event: PatchEvent, from: Sender): Promise<Recorded>;
  factory(event: {
    type: FactoryEventType;
    payload: Record<string, unknown>;
    actor: string;
    /** the flow that it belongs to; null where nobody said */
    traceId: string | null;
  }): Promise<Recorded>;
  /**
   * What the server saw happen beside the patches. `message` is what its custody row says, in a few words; `traceId`
   * null where no call did it.
   */
  workspace(event: {
    type: WorkspaceEventType;
    payload: Record<string, unknown> & { message: string };
    actor: string;
    traceId: string | null;
  }): Promise<Recorded>;
  /** Resolves when everything handed in so far is durable and published. */
  drained(): Promise<void>;
}
