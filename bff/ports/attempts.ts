/**
 * Counts failed sign-ins by address. After too many, credentials that were never accepted before are refused unseen
 * for a while; those in use go on working, so that nobody can lock the others of a shared address out.
 */
export interface Attempts {
  blocked(address: string, secret: string): boolean;
  failed(address: string): void;
  /** `digest` is that of the secret; whether it is still good, the store says each time. */
  accepted(secret: string, digest: string): void;
  /** The digest of a secret that was accepted before; null where it is to be worked out. */
  digestOf(secret: string): string | null;
}
