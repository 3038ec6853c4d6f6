/** Whether shortcuts are spoken of with Command. */
export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
