/** The columns of a stream row by the width of the list, in pixels of the container: the narrowest first. */
export const streamColumns =
  "grid grid-cols-[60px_84px_minmax(0,1fr)_70px] gap-2.5 @max-[430px]:grid-cols-[60px_84px_minmax(0,1fr)] @min-[540px]:grid-cols-[60px_84px_minmax(0,1fr)_112px_72px] @min-[900px]:grid-cols-[60px_84px_minmax(0,1fr)_160px_minmax(0,0.7fr)_76px]";
