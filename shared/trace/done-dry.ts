/** What a factory that is asked to simulate calls in place of what it would call in earnest. */
const inEarnest: Readonly<Record<string, string>> = {
  "PatchOps.simulatePatches": "PatchOps.applyPatches",
  "patches.simulate": "patches.apply",
};

/** The operation that this one is the dry run of, else itself. */
export const doneInEarnest = (operation: string): string =>
  Object.hasOwn(inEarnest, operation) ? inEarnest[operation]! : operation;
