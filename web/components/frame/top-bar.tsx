import { useSuspenseQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { Kbd } from "../ui/kbd.tsx";
import { formatCount } from "../ui/number-format.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { ConnectionIndicator } from "./connection-indicator.tsx";
import { EditsAlert } from "./edits-alert.tsx";
import { openOverlay } from "./frame-store.ts";
import { isMac } from "./is-mac.ts";
import { displayKeys } from "./key-map.ts";
import { okShare } from "./ok-share.ts";
import { useScreenTitle } from "./use-screen-title.ts";

/** Where one is, the way to anywhere else, today in two numbers, and whether what one sees is live. */
export function TopBar() {
  const { data } = useSuspenseQuery(workspaceQuery);
  const title = useScreenTitle();
  return (
    <header className="flex min-w-0 items-center gap-3.5 border-line border-b px-4">
      <h1 className="font-semibold text-14">{title}</h1>
      <span className="min-w-0 truncate font-mono text-12 text-ink-2">
        {data.workspace}
        {data.branch !== null && ` · ${data.branch}`}
      </span>
      {data.demo === "this" && (
        <Tooltip text="A scratch workspace in which scripted agents make real edits">
          <span className="rounded-md border border-accent/40 px-1.5 text-11 text-accent">demo</span>
        </Tooltip>
      )}
      <span className="flex-1" />
      <EditsAlert />
      <button
        type="button"
        onClick={() => openOverlay("palette")}
        aria-label="Search and commands"
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-[30px] w-[280px] min-w-9 shrink items-center gap-2 overflow-hidden rounded-card border border-line bg-surface px-2.5 text-ink-3 hover:border-ink-3/60"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="min-w-0 flex-1 truncate text-left">Search patches, files, actions</span>
        <Kbd keys={displayKeys("Mod+k", isMac)} />
      </button>
      <Today total={data.today.total} ok={data.today.ok} failed={data.today.failed} />
      <ConnectionIndicator />
    </header>
  );
}

function Today({ total, ok, failed }: { total: number; ok: number; failed: number }) {
  return (
    <Tooltip text={`Today: ${total} patches, ${ok} went well, ${failed} failed`}>
      <button type="button" className="hidden items-baseline gap-3.5 rounded text-ink-2 min-[720px]:flex">
        <span className="flex items-baseline gap-1.5">
          <b className="tabular font-mono font-semibold text-14 text-ink">{formatCount(total)}</b> today
        </span>
        <span className="flex items-baseline gap-1.5">
          <b className="tabular font-mono font-semibold text-14 text-ink">{okShare(ok, failed)}</b> ok
        </span>
      </button>
    </Tooltip>
  );
}
