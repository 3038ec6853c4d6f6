import clsx from "clsx";
import { GridHead, GridRow, GridRows } from "../../../components/ui/grid-parts.tsx";
import { columns, tableColumns } from "./table-columns.tsx";

/** The heads of the columns. The table is in the order of time, newest first, and in no other: nothing offers to sort. */
export function TableHead() {
  return (
    <GridRows className="sticky top-0 z-10">
      <GridRow
        className={clsx(
          "h-8 items-center border-line border-b bg-sunken px-3 text-11 text-ink-2",
          tableColumns,
        )}
      >
        {columns.map(({ name, className }) => (
          <GridHead
            key={name}
            aria-sort={name === "Time" ? "descending" : undefined}
            className={clsx(className, "font-sans! text-11!", name === "Time" ? "text-ink!" : "text-ink-2!")}
          >
            {name}
          </GridHead>
        ))}
      </GridRow>
    </GridRows>
  );
}
