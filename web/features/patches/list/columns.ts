/** The columns of a stream row by the width of the list, in pixels of the container: the narrowest first. */
export const streamColumns =
  "grid grid-cols-[64px_86px_minmax(0,1fr)_70px] gap-2.5 @max-[430px]:grid-cols-[64px_86px_minmax(0,1fr)] @min-[540px]:grid-cols-[64px_92px_minmax(0,1fr)_118px_76px] @min-[900px]:grid-cols-[64px_92px_minmax(0,1fr)_160px_minmax(0,0.7fr)_76px]";

/** The columns of the table, which scrolls sideways where they do not fit. */
export const tableColumns =
  "grid grid-cols-[112px_92px_minmax(220px,1fr)_118px_126px_84px_92px_84px_108px_64px_70px] gap-2.5 min-w-[1230px]";

export const tableHeads = [
  "Time",
  "Status",
  "File",
  "Operation",
  "Requester",
  "Lines",
  "Task",
  "Order",
  "Factory",
  "Check",
  "Took",
] as const;
