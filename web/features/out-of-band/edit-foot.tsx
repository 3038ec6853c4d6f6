import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OutOfBandEdit } from "../../../shared/models/out-of-band.ts";
import { Button } from "../../components/ui/button.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { LineCounts } from "../../components/ui/line-counts.tsx";
import { Time } from "../../components/ui/time.tsx";
import { Tooltip } from "../../components/ui/tooltip.tsx";
import { TraceLink } from "../../components/ui/trace-link.tsx";
import { EditPill } from "./edit-row.tsx";
import { closedWords, putBackOffer } from "./edit-words.ts";

/** What is known of an edit, and the two things that can be done about it. */
export function EditFoot({
  edit,
  diff,
  truncated,
  mayDecide,
  onAccept,
  onPutBack,
}: {
  edit: OutOfBandEdit;
  diff: string;
  truncated: boolean;
  mayDecide: boolean;
  onAccept: () => void;
  onPutBack: () => void;
}) {
  return (
    <div className="flex shrink-0 flex-col gap-3 border-line border-t p-3">
      <dl className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-2.5 gap-y-[5px]">
        <Fact name="Found">
          <Time iso={edit.found_at} format="short" className="tabular font-mono text-12" />
          <EditPill edit={edit} />
          <LineCounts patch={edit} />
        </Fact>
        <Fact name="By">
          <span className="text-ink-2">unknown: no patch did this</span>
        </Fact>
        <Fact name="Contents">
          <Hash of={edit.before_hash} absent="no file" />
          <span className="text-ink-3">→</span>
          <Hash of={edit.after_hash} absent="no file" />
        </Fact>
        {edit.group_size > 1 && <Fact name="Group">one of {edit.group_size} found at once</Fact>}
        {edit.status !== "open" && (
          <Fact name="Closed">
            <span className="truncate">{closedWords(edit)}</span>
            {edit.closed_at && <Time iso={edit.closed_at} format="short" className="tabular text-ink-2" />}
            {edit.trace_id && <TraceLink traceId={edit.trace_id} />}
          </Fact>
        )}
        {edit.reason && (
          <Fact name="Reason">
            <span className="break-words">{edit.reason}</span>
          </Fact>
        )}
        {truncated && edit.diff_path && (
          <Fact name="Diff">
            shown to its beginning; all of it is in{" "}
            <span className="font-mono text-12">{edit.diff_path}</span>
          </Fact>
        )}
      </dl>
      <div className="flex flex-wrap gap-2">
        {diff !== "" && (
          <CopyButton text={diff} label="Copy diff">
            Copy diff
          </CopyButton>
        )}
        <CopyButton text={() => location.href} label="Copy link">
          Copy link
        </CopyButton>
        <span className="flex-1" />
        {edit.status === "open" ? (
          <Decide edit={edit} mayDecide={mayDecide} onAccept={onAccept} onPutBack={onPutBack} />
        ) : (
          edit.patch_id && (
            <Link
              to="/patches"
              search={{ patch: edit.patch_id }}
              className="inline-flex h-7 items-center rounded-control border border-line bg-surface-2 px-2.5 font-semibold text-12 hover:border-ink-3/60"
            >
              Show the patch
            </Link>
          )
        )}
      </div>
    </div>
  );
}

function Decide({
  edit,
  mayDecide,
  onAccept,
  onPutBack,
}: {
  edit: OutOfBandEdit;
  mayDecide: boolean;
  onAccept: () => void;
  onPutBack: () => void;
}) {
  const offer = putBackOffer(edit, mayDecide);
  const why = "Only a reviewer decides on edits that went around";
  return (
    <>
      {offer.offered ? (
        <Button variant="danger" aria-keyshortcuts="b" onClick={onPutBack}>
          Put back
        </Button>
      ) : (
        <Tooltip text={offer.why} side="top">
          <Button variant="danger" aria-disabled aria-description={offer.why}>
            Put back
          </Button>
        </Tooltip>
      )}
      {mayDecide ? (
        <Button variant="primary" aria-keyshortcuts="a" onClick={onAccept}>
          Accept
        </Button>
      ) : (
        <Tooltip text={why} side="top">
          <Button variant="primary" aria-disabled aria-description={why}>
            Accept
          </Button>
        </Tooltip>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid">
      <dt className="text-ink-3">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">{children}</dd>
    </div>
  );
}

const Hash = ({ of, absent }: { of: string | null; absent: string }) => (
  <span className="font-mono text-12" title={of ?? undefined}>
    {of === null ? <span className="text-ink-2">{absent}</span> : of.slice(0, 12)}
  </span>
);
