import type {
  Factory,
  FactoryCard,
  FactorySecretInfo,
  UnclaimedSecret,
} from "../../shared/models/factory.ts";
import type { FactorySecret } from "../../shared/models/factory-secret.ts";

/** What happened to the socket that answers to a factory's name. */
export interface FactorySeen {
  name: string;
  connected: boolean;
  /** what it said of itself in `hello`; null where it said nothing, and what is known of it stays */
  card: FactoryCard | null;
}

/** Who the factories are: what each last said of itself is kept, and outlives the server. */
export interface FactoryRegister {
  /** By name; a factory is `connected` while a socket is open in its name. */
  list(): Promise<Factory[]>;
  /** One of them; undefined where it is not known, or not any more. */
  find(name: string): Promise<Factory | undefined>;
  /** Puts the card of a factory that holds no socket open in place of what was known of it. */
  keep(name: string, card: FactoryCard): Promise<Factory>;
  /** Has a factory called with a header from now on, in place of one that it was called with. */
  keepSecret(secret: FactorySecret): Promise<FactorySecretInfo>;
  /** By name: those that are kept for nobody who is known now. */
  unclaimedSecrets(): Promise<UnclaimedSecret[]>;
  /** Whether there was one. */
  forgetSecret(name: string): Promise<boolean>;
  /** The headers to call a factory with at this address; nobody else is told them. */
  secretHeaders(name: string, url: string): Promise<Record<string, string>>;
  /** Takes note in the order of the calls; never throws. What is asked for afterwards knows of it. */
  seen(factory: FactorySeen): void;
  /** Resolves when everything that was seen so far is written. */
  drained(): Promise<void>;
}
