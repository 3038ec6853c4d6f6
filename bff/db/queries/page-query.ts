import type { PatchFilter } from "../../../shared/operations/patches.ts";
import type { PatchPlace } from "../../../shared/patch-cursor.ts";

export interface PageQuery {
  filter: PatchFilter;
  order: "asc" | "desc";
  limit: number;
  offset: number;
  /** the last row of the page before, however many rows came since */
  after: PatchPlace | null;
}
