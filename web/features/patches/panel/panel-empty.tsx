import { FileDiff } from "lucide-react";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { KeyList } from "../../../components/ui/key-list.tsx";

const keys = [
  ["j k", "move through the stream"],
  ["Enter", "open the patch"],
  ["u", "split or unified"],
  ["[ ]", "file before, file after"],
  ["Esc", "close it again"],
] as const;

/** Nothing is selected: what stands here when something is, and how to get there by keyboard. */
export function PanelEmpty() {
  return (
    <EmptyState icon={<FileDiff />} title="No patch selected">
      <p>Select one to read its diff, its checks and who had it when.</p>
      <KeyList keys={keys} />
    </EmptyState>
  );
}
