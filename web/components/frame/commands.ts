import { useEffect, useRef } from "react";
import { createStore } from "zustand/vanilla";

/** Something that can be done from where one is. The palette lists them, the keys run them, `?` prints their keys. */
export interface Command {
  id: string;
  title: string;
  /** the heading it stands under */
  section: string;
  /** chords in the notation of `key-map.ts`, the one to show first */
  keys?: readonly string[];
  /** chords that a part of the screen answers by itself while it has the focus: told of beside the others, not run */
  heldKeys?: readonly string[];
  /** more words to find it by */
  keywords?: readonly string[];
  /** false: only by its keys, as moving one row down */
  inPalette?: boolean;
  /** true: its keys work while one types in a field, too */
  inFields?: boolean;
  run: () => void;
}

/** Things to find by typing, such as patches: asked as one types, answered beside the commands. */
export interface CommandSource {
  id: string;
  heading: string;
  /** what fits the text, best first; a few */
  find: (text: string, signal: AbortSignal) => Promise<FoundItem[]> | FoundItem[];
}
export interface FoundItem {
  id: string;
  title: string;
  hint?: string;
  run: () => void;
}

interface Registered {
  commands: readonly Command[];
  sources: readonly CommandSource[];
}

/** Each owner's part, in the order in which they appeared: frame first, then the screen, then what it opened. */
const owners = new Map<symbol, { current: Registered }>();
export const commandStore = createStore<Registered>(() => ({ commands: [], sources: [] }));

/** Tells those who list the commands that some came, went or changed their words. */
function publish(): void {
  const all = currentOnes();
  commandStore.setState({
    commands: all.flatMap(({ commands }) => commands),
    sources: all.flatMap(({ sources }) => sources),
  });
}

/** The commands of a part of the screen, for as long as it is mounted. */
export function useCommands(commands: readonly Command[], sources: readonly CommandSource[] = []): void {
  const held = useRef<Registered>({ commands, sources });
  const words = JSON.stringify([commands, sources]);
  // `run` always reads the newest closure, while listeners hear only of changed words
  useEffect(() => {
    held.current.commands = commands;
    held.current.sources = sources;
  });
  useEffect(() => {
    const owner = Symbol("commands");
    owners.set(owner, held);
    return () => {
      owners.delete(owner);
      publish();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are the dependency
  useEffect(publish, [words]);
}

const currentOnes = (): Registered[] => [...owners.values()].map(({ current }) => current);

/** The commands as they are at this moment: those in the store may hold an older `run`. */
export const currentCommands = (): Command[] => currentOnes().flatMap(({ commands }) => commands);

export const runCommand = (id: string): void =>
  currentCommands()
    .findLast((command) => command.id === id)
    ?.run();

export const currentSources = (): CommandSource[] => currentOnes().flatMap(({ sources }) => sources);
