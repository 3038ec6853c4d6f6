import { ShieldAlert } from "lucide-react";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { KeyList } from "../../components/ui/key-list.tsx";

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
      <KeyList keys={keys} />
    </EmptyState>
  );
}
