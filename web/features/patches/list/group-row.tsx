import { useQuery } from "@tanstack/react-query";
import { memo } from "react";
import { GridCell, GridRow } from "../../../components/ui/grid-parts.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { orderTotalsQuery } from "../patch-totals.ts";
import type { PatchGroup } from "../stream/group-rows.ts";
import { SuccessBar } from "./success-bar.tsx";

const head = "flex h-8 items-center gap-2.5 border-line border-b bg-sunken px-3 text-12 text-ink-2";

/** The line above the patches of an order: its name, its phase, and how all of it went so far. */
export const GroupRow = memo(function GroupRow({
  group,
  line,
  onOrder,
}: {
  group: PatchGroup;
  line: number;
  onOrder: (order: string) => void;
}) {
  return (
    <GridRow aria-rowindex={line + 1} className={head}>
      {group.order === null ? (
        <GridCell>No order</GridCell>
      ) : (
        <OrderHead order={group.order} phase={group.rows[0]?.phase ?? null} onOrder={onOrder} />
      )}
    </GridRow>
  );
});

function OrderHead({
  order,
  phase,
  onOrder,
}: {
  order: string;
  phase: string | null;
  onOrder: (order: string) => void;
}) {
  const { data: totals } = useQuery(orderTotalsQuery(order));
  return (
    <>
      <GridCell className="flex min-w-0 flex-1 items-center gap-2.5">
        <button
          type="button"
          tabIndex={-1}
          title={`Show ${order} alone`}
          onClick={() => onOrder(order)}
          className="shrink-0 truncate rounded font-mono font-semibold text-ink hover:text-accent"
        >
          {order}
        </button>
        <span className="min-w-0 truncate">{totals?.phase ?? phase}</span>
      </GridCell>
      {totals && (
        <GridCell className="flex shrink-0 items-center gap-2.5">
          <SuccessBar ok={totals.ok} failed={totals.failed} total={totals.total} />
          <span className="tabular font-mono">
            {formatCount(totals.total)} {totals.total === 1 ? "patch" : "patches"}
          </span>
        </GridCell>
      )}
    </>
  );
}
