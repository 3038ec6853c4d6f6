import { Kbd } from "./kbd.tsx";

/** Keys and what they do, below the words of an empty panel. */
export function KeyList({ keys }: { keys: readonly (readonly [keys: string, does: string])[] }) {
  return (
    <dl className="mx-auto mt-4 grid w-fit grid-cols-[auto_auto] items-center gap-x-3 gap-y-1.5 text-left text-12">
      {keys.map(([key, does]) => (
        <div key={key} className="col-span-2 grid grid-cols-subgrid">
          <dt className="justify-self-end">
            <Kbd keys={key} />
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
