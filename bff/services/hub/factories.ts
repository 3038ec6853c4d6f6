import type { FactoryCard } from "../../../shared/models/factory.ts";

/** One connected socket, as the message side sees it. */
export interface Member {
  write(frame: Uint8Array): void;
}

/** Which socket answers to a factory's name. The newest wins; when it goes, the one before it takes over again. */
export interface Factories<M extends Member> {
  /** `card`: what it says of itself, where it says anything */
  bind(name: string, member: M, card?: FactoryCard | null): void;
  unbind(member: M): void;
  find(name: string): M | undefined;
  /** The one whose card stands for the name: the newest that has said one, where none has the newest. */
  speaker(name: string): M | undefined;
  nameOf(member: M): string | undefined;
  names(): string[];
}

/** `changed` hears of a name whenever a socket comes or goes, with the card that stands for it then. */
export function createFactories<M extends Member>(
  changed: (name: string, connected: boolean, card: FactoryCard | null) => void = () => {},
): Factories<M> {
  const byName = new Map<string, { member: M; card: FactoryCard | null }[]>();
  const nameOf = new Map<M, string>();

  function speaker(name: string) {
    const members = byName.get(name);
    return members?.findLast(({ card }) => card !== null) ?? members?.at(-1);
  }

  function tell(name: string): void {
    const speaks = speaker(name);
    changed(name, speaks !== undefined, speaks?.card ?? null);
  }

  function leave(member: M): string | undefined {
    const name = nameOf.get(member);
    if (name === undefined) return undefined;
    nameOf.delete(member);
    const left = byName.get(name)!.filter((other) => other.member !== member);
    if (left.length > 0) byName.set(name, left);
    else byName.delete(name);
    return name;
  }

  return {
    bind(name, member, card = null) {
      const before = leave(member);
      nameOf.set(member, name);
      byName.set(name, [...(byName.get(name) ?? []), { member, card }]);
      if (before !== undefined && before !== name) tell(before);
      tell(name);
    },
    unbind(member) {
      const name = leave(member);
      if (name !== undefined) tell(name);
    },
    find: (name) => byName.get(name)?.at(-1)?.member,
    speaker: (name) => speaker(name)?.member,
    nameOf: (member) => nameOf.get(member),
    names: () => [...byName.keys()].sort(),
  };
}
