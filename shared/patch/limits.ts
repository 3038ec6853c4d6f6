/** The largest block an operation may carry, in bytes of UTF-8. */
export const maxBlockBytes = 4 * 1024 * 1024;

/** The largest file the engine reads, in bytes; a larger one is refused before it is opened. */
export const maxFileBytes = 64 * 1024 * 1024;

/** The most lines of one window that `context` shows. */
export const maxWindowLines = 40;
