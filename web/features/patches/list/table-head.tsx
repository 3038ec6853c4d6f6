import clsx from "clsx";
import { ArrowDown } from "lucide-react";
import { GridHead, GridRow, GridRows } from "../../../components/ui/grid-parts.tsx";
import { columns, tableColumns } from "./table-columns.tsx";

/** The heads of the columns. The table is in the order of time, newest first, as the stream is. */
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
            className={clsx(
              "flex items-center gap-1",
              className.includes("text-right") && "justify-end",
              name === "Time" && "text-ink",
            )}
          >
            {name}
            {name === "Time" && <ArrowDown aria-hidden className="size-3" />}
          </GridHead>
        ))}
      </GridRow>
    </GridRows>
  );
}
