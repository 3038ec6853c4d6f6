/** Digests and randomness of the runtime. */
export interface Secrets {
  /** 64 hex digits */
  sha256(text: string): string;
  /** 32 random bytes in base64url: unguessable, safe in a URL, a header and a cookie */
  random(): string;
  /** Compares digests (their length is no secret) without telling by its time where they first differ. */
  equal(a: string, b: string): boolean;
}
