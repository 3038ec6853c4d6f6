import { useQuery } from "@tanstack/react-query";
import { openEditsQuery } from "../../api/out-of-band-query.ts";

/** How many edits that went around want a decision, on the icon of their screen; the top bar says it in words. */
export function CustodyCount() {
  const open = useQuery(openEditsQuery).data?.open ?? 0;
  if (open === 0) return null;
  return (
    <span
      aria-hidden
      className="tabular absolute top-0.5 right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 font-bold text-[10px] text-accent-ink leading-none"
    >
      {open > 99 ? "99+" : open}
    </span>
  );
}
