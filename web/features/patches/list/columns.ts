/** The columns of a stream row by the width of the list, in pixels of the container: the narrowest first. */
export const streamColumns =
  "grid grid-cols-[60px_84px_minmax(0,1fr)_70px] gap-2.5 @max-[430px]:grid-cols-[60px_84px_minmax(0,1fr)] @min-[540px]:grid-cols-[60px_84px_minmax(0,1fr)_112px_72px] @min-[900px]:grid-cols-[60px_84px_minmax(0,1fr)_160px_minmax(0,0.7fr)_76px]";

/** The columns of the table, which scrolls sideways where they do not fit. */
export const tableColumns =
  "grid grid-cols-[88px_84px_minmax(180px,1fr)_116px_120px_80px_72px_108px_72px_58px_58px] gap-2 min-w-[1120px]";

/** Their heads; figures stand at the right. */
export const tableHeads = [
  { name: "Time" },
  { name: "Status" },
  { name: "File" },
  { name: "Operation" },
  { name: "Requester" },
  { name: "Task" },
  { name: "Order" },
  { name: "Factory" },
  { name: "Lines", figures: true },
  { name: "Check", figures: true },
  { name: "Took", figures: true },
] as const;
