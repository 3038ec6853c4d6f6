import type {
  Factory,
  FactoryCard,
  FactorySecretInfo,
  UnclaimedSecret,
} from "../../../shared/models/factory.ts";
import {
  allFactories,
  allFactoriesAway,
  factoryNamed,
  forgetFactories,
  putFactory,
} from "../../db/queries/factories.ts";
import {
  allFactorySecrets,
  dropFactorySecret,
  putFactorySecret,
  secretOfFactory,
} from "../../db/queries/factory-secrets.ts";
import type { FactoryRow } from "../../db/schema.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Database } from "../../ports/database.ts";
import type { FactoryRegister } from "../../ports/factories.ts";
import type { Logger } from "../../ports/logger.ts";
import { type KeptSecret, secretHeaders, toKept } from "./factory-secret.ts";

/** Factories that are remembered; whoever was seen last, should an agent make up names without end. */
const mostKnown = 1000;

/**
 * See the port. `connected` names those who hold a socket open now; the table's `status` follows it. `changed` is called
 * after each write.
 */
export function createFactoryRegister({
  db,
  clock,
  log,
  connected,
  changed,
}: {
  db: Database;
  clock: Clock;
  log: Logger;
  connected(): readonly string[];
  changed(): void;
}): FactoryRegister {
  const now = () => new Date(clock.now()).toISOString();
  let last: Promise<unknown> | null = null;

  /** One write after the other, the first after what an earlier run of the server left behind. */
  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    last ??= allFactoriesAway(db).catch(() => {
      last = null; // whoever writes next says what is wrong with the database
    });
    const written = last.then(write);
    last = written.catch(() => {});
    return written;
  }

  /** The same, and told. */
  function changing<T>(write: () => Promise<T>): Promise<T> {
    return inTurn(async () => {
      const written = await write();
      changed();
      return written;
    });
  }

  async function put(name: string, fields: Parameters<typeof putFactory>[2]): Promise<void> {
    await putFactory(db, name, fields);
    await forgetFactories(db, mostKnown);
  }

  async function found(name: string): Promise<Factory | undefined> {
    const row = await factoryNamed(db, name);
    return row && toFactory(row, connected().includes(name), await secretOfFactory(db, name));
  }

  async function unclaimed(): Promise<UnclaimedSecret[]> {
    const known = new Set((await allFactories(db)).map(({ name }) => name));
    const left = (await allFactorySecrets(db)).filter(({ name }) => !known.has(name));
    return left.map((secret) => ({ name: secret.name, ...infoOf(secret) }));
  }

  async function listed(): Promise<Factory[]> {
    const open = new Set(connected());
    const secrets = new Map((await allFactorySecrets(db)).map((secret) => [secret.name, secret]));
    return (await allFactories(db)).map((row) => toFactory(row, open.has(row.name), secrets.get(row.name)));
  }

  return {
    list: () => inTurn(listed),
    find: (name) => inTurn(() => found(name)),
    keep: (name, card) =>
      changing(async () => {
        const status = connected().includes(name) ? "connected" : "away";
        await put(name, { status, last_seen: now(), ...columnsOf(card) });
        return (await found(name))!;
      }),
    keepSecret: (secret) =>
      changing(async () => {
        const kept = toKept(secret);
        await putFactorySecret(db, kept);
        return infoOf(kept);
      }),
    unclaimedSecrets: () => inTurn(unclaimed),
    forgetSecret: (name) => changing(() => dropFactorySecret(db, name)),
    secretHeaders: (name, url) => inTurn(async () => secretHeaders(await secretOfFactory(db, name), url)),
    seen({ name, connected: here, card }) {
      const fields = { status: here ? "connected" : "away", last_seen: now() } as const;
      changing(() => put(name, { ...fields, ...(card === null ? {} : columnsOf(card)) })).catch(
        (error: unknown) => log.error({ factory: name, error: String(error) }, "factory not noted"),
      );
    },
    async drained() {
      await last;
    },
  };
}

function columnsOf({ url, capabilities, operations, simulate_via }: FactoryCard) {
  return {
    url: url ?? null,
    capabilities: JSON.stringify(capabilities),
    operations: operations === undefined ? null : JSON.stringify(operations),
    simulate_via: simulate_via ?? null,
  };
}

const infoOf = ({ origin, header }: KeptSecret): FactorySecretInfo => ({ origin, header });

const toFactory = (row: FactoryRow, connected: boolean, secret: KeptSecret | undefined): Factory => ({
  ...row,
  status: connected ? "connected" : "away",
  capabilities: JSON.parse(row.capabilities) as string[],
  operations: row.operations === null ? null : (JSON.parse(row.operations) as string[]),
  ...(secret === undefined ? {} : { secret: infoOf(secret) }),
});
