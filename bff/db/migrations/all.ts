import { firstTables } from "./0001-first-tables.ts";
import { outOfBandEdits } from "./0002-out-of-band-edits.ts";
import { blockedTasks } from "./0003-blocked-tasks.ts";
import { traces } from "./0004-traces.ts";
import { spanSearch } from "./0005-span-search.ts";
import { factories } from "./0006-factories.ts";
import { tracesOfCustody } from "./0007-traces-of-custody.ts";
import { timesInBounds } from "./0008-times-in-bounds.ts";
import { latencyBySource } from "./0009-latency-by-source.ts";
import { factorySecrets } from "./0010-factory-secrets.ts";
import type { Migration } from "./migration.ts";

/** Every step, in order. A step that was released is never changed; a new one is added below it. */
export const migrations: readonly Migration[] = [
  firstTables,
  outOfBandEdits,
  blockedTasks,
  traces,
  spanSearch,
  factories,
  tracesOfCustody,
  timesInBounds,
  latencyBySource,
  factorySecrets,
];
