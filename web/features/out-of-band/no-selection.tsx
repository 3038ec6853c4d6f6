import { ShieldAlert } from "lucide-react";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Kbd } from "../../components/ui/kbd.tsx";

const keys = [
  ["j k", "move through the edits"],
  ["u", "split or unified"],
  ["a", "accept"],
  ["b", "put back"],
  ["Esc", "close it again"],
] as const;

/** Nothing is selected: what stands here when something is, and how to get there by keyboard. */
export function NoSelection() {
  return (
    <EmptyState icon={<ShieldAlert />} title="No edit selected">
      <p>Select one to read what it did, and to accept it or put it back.</p>
      <dl className="mx-auto mt-4 grid w-fit grid-cols-[auto_auto] items-center gap-x-3 gap-y-1.5 text-left text-12">
        {keys.map(([key, what]) => (
          <div key={key} className="col-span-2 grid grid-cols-subgrid">
            <dt className="justify-self-end">
              <Kbd keys={key} />
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </EmptyState>
  );
}
