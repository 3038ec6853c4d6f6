import { fdatasync, fsync } from "node:fs";

// Off the main thread: a slow disk must not hold up a server that has sockets to serve.

/** Resolves when the contents of an open file, or the names in an open folder, would survive a power cut. */
export const synced = (fd: number): Promise<void> =>
  new Promise((resolve, reject) => fsync(fd, (error) => (error ? reject(error) : resolve())));

/** The same without its times, which nobody reads. */
export const dataSynced = (fd: number): Promise<void> =>
  new Promise((resolve, reject) => fdatasync(fd, (error) => (error ? reject(error) : resolve())));
