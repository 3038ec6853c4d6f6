/**
 * Counts failed sign-ins by address. After too many, credentials that were never accepted before are refused unseen
 * for a while; those in use go on working, so that nobody can lock the others of a shared address out.
 */
export interface Attempts {
  blocked(address: string, digest: string): boolean;
  failed(address: string): void;
  accepted(digest: string): void;
}
