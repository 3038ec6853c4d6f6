import { shortId } from "./patch-facts.ts";

/** Another patch by its short id; opens it in the panel. */
export function PatchLink({ patchId, onOpen }: { patchId: string; onOpen: (patchId: string) => void }) {
  return (
    <button
      type="button"
      title={patchId}
      onClick={() => onOpen(patchId)}
      className="font-mono text-12 text-cyan hover:underline"
    >
      {shortId(patchId)}
    </button>
  );
}
