import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { memo } from "react";
import { GridCell, GridRow } from "../../../components/ui/grid-parts.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { facetsQuery, orderTotalsQuery, withoutOrder } from "../patch-totals.ts";
import type { PatchGroup } from "../stream/group-rows.ts";
import { SuccessBar } from "./success-bar.tsx";

const head = "flex h-8 items-center gap-2.5 border-line border-b px-3 text-12";

/**
 * The line above the patches of an order: its name, its phase, and how all of it went so far. Where the order goes
 * on below patches of others, a lighter line says so, without telling its totals again.
 */
export const GroupRow = memo(function GroupRow({
  group,
  line,
  continued,
  onOrder,
}: {
  group: PatchGroup;
  line: number;
  continued: boolean;
  onOrder: (order: string) => void;
}) {
  const { order } = group;
  return (
    <GridRow
      aria-rowindex={line + 1}
      className={clsx(head, continued ? "text-ink-3" : "bg-sunken text-ink-2")}
    >
      {continued ? (
        <GridCell className="flex min-w-0 items-center gap-2.5">
          {order === null ? "No order" : <OrderName order={order} onOrder={onOrder} />}
          <span>continued</span>
        </GridCell>
      ) : order === null ? (
        <NoOrderHead />
      ) : (
        <OrderHead order={order} phase={group.rows[0]?.phase ?? null} onOrder={onOrder} />
      )}
    </GridRow>
  );
});

function OrderName({
  order,
  onOrder,
  className,
}: {
  order: string;
  onOrder: (order: string) => void;
  className?: string;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      title={`Show ${order} alone`}
      onClick={() => onOrder(order)}
      className={clsx("max-w-[60%] shrink-0 truncate rounded font-mono hover:text-accent", className)}
    >
      {order}
    </button>
  );
}

/** Patches that no order asked for, and how many there are in all. */
function NoOrderHead() {
  const { data } = useQuery(facetsQuery(everything));
  const count = data ? withoutOrder(data) : null;
  return (
    <>
      <GridCell className="min-w-0 flex-1 truncate font-semibold text-ink">No order</GridCell>
      {count !== null && count > 0 && (
        <GridCell>
          <PatchCount count={count} />
        </GridCell>
      )}
    </>
  );
}
const everything = {};

function PatchCount({ count }: { count: number }) {
  return (
    <span className="tabular whitespace-nowrap font-mono">
      {formatCount(count)} {count === 1 ? "patch" : "patches"}
    </span>
  );
}

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
        <OrderName order={order} onOrder={onOrder} className="font-semibold text-ink" />
        <span className="min-w-0 truncate">{totals?.phase ?? phase}</span>
      </GridCell>
      {totals && (
        <GridCell className="flex shrink-0 items-center gap-2.5">
          <SuccessBar ok={totals.ok} failed={totals.failed} total={totals.total} />
          <PatchCount count={totals.total} />
        </GridCell>
      )}
    </>
  );
}
