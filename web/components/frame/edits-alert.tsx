import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ShieldAlert } from "lucide-react";
import { openEditsQuery } from "../../api/out-of-band-query.ts";
import { formatCount } from "../ui/number-format.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { useLiveEdits } from "./use-live-edits.ts";

/** Says in the top bar that files were changed around patchctl, as long as nobody has decided on it. */
export function EditsAlert() {
  useLiveEdits();
  const open = useQuery(openEditsQuery).data?.open ?? 0;
  return (
    <div role="status" className="flex shrink-0">
      {open > 0 && (
        <Tooltip text="Files were changed, and no patch did it: accept or put back" keys="g c">
          <Link
            to="/custody"
            className="flex h-[26px] items-center gap-1.5 rounded-full border border-accent/50 px-2.5 font-semibold text-12 text-accent tint-accent hover:border-accent"
          >
            <ShieldAlert aria-hidden className="size-3.5" />
            <span className="tabular">{formatCount(open)}</span>{" "}
            <span className="max-[1120px]:sr-only">{open === 1 ? "edit" : "edits"} went around</span>
          </Link>
        </Tooltip>
      )}
    </div>
  );
}
