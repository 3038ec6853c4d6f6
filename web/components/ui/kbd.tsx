/** Keys to press: chords are separated by a space (`g p`), each drawn as a key of its own. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(" ").map((key, index) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: a chord may repeat a key, and never reorders
          key={index}
          className="min-w-[18px] rounded border border-line bg-surface-2 px-1 text-center font-mono text-11 text-ink-2 leading-4"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
