/** Blank lines that are left of the padding which a patch opened below its block: 1-based and inclusive. */
export interface OpenSpace {
  patch_id: string;
  start: number;
  end: number;
}

/** The padding that remains in a file as it is, from its top down. */
export interface OpenSpaces {
  file: string;
  fileHash: string;
  spaces: OpenSpace[];
}
