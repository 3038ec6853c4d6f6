import { fdatasync, fdatasyncSync, fsync, fsyncSync } from "node:fs";

/** Resolves when the contents of an open file would survive a power cut. Off the main thread, beside others. */
export const synced = (fd: number): Promise<void> =>
  new Promise((resolve, reject) => fsync(fd, (error) => (error ? reject(error) : resolve())));

/** The same without its times, which nobody reads. */
const dataSynced = (fd: number): Promise<void> =>
  new Promise((resolve, reject) => fdatasync(fd, (error) => (error ? reject(error) : resolve())));

/** A disk that takes longer, in milliseconds, must not hold up a server that has sockets to serve. */
const quick = 0.5;
/** how long the last sync that was waited for took, in milliseconds */
let last = Number.POSITIVE_INFINITY;

/**
 * The same for what everything waits for anyway: on a quick disk the sync takes less than waking a thread for it, and
 * is done here and now.
 */
export const syncedAlone = (fd: number): Promise<void> => alone(fd, fsyncSync, synced);
export const dataSyncedAlone = (fd: number): Promise<void> => alone(fd, fdatasyncSync, dataSynced);

async function alone(
  fd: number,
  here: (fd: number) => void,
  beside: (fd: number) => Promise<void>,
): Promise<void> {
  const started = performance.now();
  if (last < quick) here(fd);
  else await beside(fd);
  last = performance.now() - started;
}
