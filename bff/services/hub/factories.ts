/** One connected socket, as the message side sees it. */
export interface Member {
  write(frame: Uint8Array): void;
}

/** Which socket answers to a factory's name. The newest wins; when it goes, the one before it takes over again. */
export interface Factories<M extends Member> {
  bind(name: string, member: M): void;
  unbind(member: M): void;
  find(name: string): M | undefined;
  nameOf(member: M): string | undefined;
  names(): string[];
}

export function createFactories<M extends Member>(): Factories<M> {
  const byName = new Map<string, M[]>();
  const nameOf = new Map<M, string>();

  function unbind(member: M): void {
    const name = nameOf.get(member);
    if (name === undefined) return;
    nameOf.delete(member);
    const left = byName.get(name)!.filter((other) => other !== member);
    if (left.length > 0) byName.set(name, left);
    else byName.delete(name);
  }

  return {
    bind(name, member) {
      unbind(member);
      nameOf.set(member, name);
      byName.set(name, [...(byName.get(name) ?? []), member]);
    },
    unbind,
    find: (name) => byName.get(name)?.at(-1),
    nameOf: (member) => nameOf.get(member),
    names: () => [...byName.keys()].sort(),
  };
}
