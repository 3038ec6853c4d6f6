import { z } from "zod";
import { PatchId } from "../../../shared/models/patch-operation.ts";
import { PatchDisplayStatus } from "../../../shared/models/patch-record.ts";
import type { PatchFilter } from "../../../shared/operations/patches.ts";

const several = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(item).min(1).max(100))
    .optional()
    .catch(undefined);
const name = z.string().min(1).max(4096);

/**
 * What the address of the Patches screen holds. A part that makes no sense is left out rather than refused: a link
 * that somebody shortened by hand still opens.
 */
export const PatchSearch = z.object({
  q: z.string().min(1).max(200).optional().catch(undefined),
  status: several(PatchDisplayStatus),
  factory: several(name),
  op: several(name),
  requester: several(name),
  order: several(name),
  file: several(name),
  task: name.optional().catch(undefined),
  trace: z.string().min(1).max(200).optional().catch(undefined),
  /** the list as one flat table; left out: grouped by order */
  view: z.literal("table").optional().catch(undefined),
  /** how diffs are drawn; left out: unified */
  diff: z.literal("split").optional().catch(undefined),
  /** the patch whose panel is open */
  patch: PatchId.optional().catch(undefined),
});
export type PatchSearch = z.output<typeof PatchSearch>;

/** The part of the address that narrows the list, as the server's filter. */
export function filterOf(search: PatchSearch): PatchFilter {
  const { q, status, factory, op, requester, order, file, task, trace } = search;
  const filter: PatchFilter = {
    search: q,
    status,
    factory,
    op,
    requester,
    order_id: order,
    file,
    task_id: task,
    trace_id: trace,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** The address with nothing narrowed: selection and view stay. */
export const withoutFilters = ({ view, diff, patch }: PatchSearch): PatchSearch => ({ view, diff, patch });

/** The facets of the filter, by their name in the address. */
export type FacetName = "status" | "factory" | "op" | "requester" | "order" | "file";

/** The address with the value added to the facet, or taken out of it; a facet without values is left out. */
export function toggled(search: PatchSearch, facet: FacetName, value: string): PatchSearch {
  const held: readonly string[] = search[facet] ?? [];
  const next = held.includes(value) ? held.filter((one) => one !== value) : [...held, value];
  const { [facet]: _, ...rest } = search;
  return (next.length === 0 ? rest : { ...rest, [facet]: next }) as PatchSearch;
}
