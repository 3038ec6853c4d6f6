import {
  type FactoryEventType,
  isFactoryEventType,
  isPatchEventType,
  isWorkspaceEventType,
  PatchEventPayload,
  type WorkspaceEventType,
} from "../../shared/events.ts";
import type { PatchEventType } from "../../shared/models/patch-event.ts";
import type { LiveEvent } from "./socket.ts";

export type PatchLiveEvent = LiveEvent & { type: PatchEventType; payload: PatchEventPayload };
export type FactoryLiveEvent = LiveEvent & { type: FactoryEventType };

export type WorkspaceLiveEvent = LiveEvent & { type: WorkspaceEventType };

/** What a feature can listen to. Events come as the batch of one animation frame, ascending by `seq`. */
export interface LiveChannels {
  patch: PatchLiveEvent[];
  factory: FactoryLiveEvent[];
  workspace: WorkspaceLiveEvent[];
  /** the past is gone: read history again; live events after `head` follow */
  resync: { head: number; reason: string };
  /** the list of factories may read otherwise than it did */
  factoriesChanged: null;
}

export interface Dispatcher {
  /** Returns what ends the subscription. */
  subscribe<C extends keyof LiveChannels>(channel: C, listener: (what: LiveChannels[C]) => void): () => void;
  dispatch(batch: readonly LiveEvent[]): void;
  resync(head: number, reason: string): void;
  factoriesChanged(): void;
}

/** Splits each batch by kind and hands every listener its part; nobody is called for nothing. */
export function createDispatcher(): Dispatcher {
  const listeners: { [C in keyof LiveChannels]: Set<(what: LiveChannels[C]) => void> } = {
    patch: new Set(),
    factory: new Set(),
    workspace: new Set(),
    resync: new Set(),
    factoriesChanged: new Set(),
  };

  function tell<C extends keyof LiveChannels>(channel: C, what: LiveChannels[C]): void {
    for (const listener of [...listeners[channel]]) listener(what);
  }

  return {
    subscribe(channel, listener) {
      listeners[channel].add(listener);
      return () => listeners[channel].delete(listener);
    },
    dispatch(batch) {
      const patches: PatchLiveEvent[] = [];
      const factories: FactoryLiveEvent[] = [];
      const ofWorkspace: WorkspaceLiveEvent[] = [];
      let unreadable: LiveEvent | null = null;
      for (const event of batch) {
        if (isPatchEventType(event.type)) {
          const payload = PatchEventPayload.safeParse(event.payload);
          if (payload.success) patches.push({ ...event, payload: payload.data } as PatchLiveEvent);
          else unreadable = event;
        } else if (isFactoryEventType(event.type)) factories.push(event as FactoryLiveEvent);
        else if (isWorkspaceEventType(event.type)) ofWorkspace.push(event as WorkspaceLiveEvent);
        // A type this page does not know yet comes from a newer server: the ones it knows go on.
      }
      if (patches.length > 0) tell("patch", patches);
      if (factories.length > 0) tell("factory", factories);
      if (ofWorkspace.length > 0) tell("workspace", ofWorkspace);
      // A patch that cannot be shown from its event may still be readable as history: better than a hole in the list.
      if (unreadable !== null) tell("resync", { head: unreadable.seq, reason: "unreadable event" });
    },
    factoriesChanged: () => tell("factoriesChanged", null),
    resync: (head, reason) => tell("resync", { head, reason }),
  };
}
