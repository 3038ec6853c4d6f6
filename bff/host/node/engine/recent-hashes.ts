import type { Hash } from "../../../../shared/patch/hash.ts";

/** Contents that are kept to be recognised: how many, and how long the longest may be, in bytes. */
const most = 16;
const longest = 256 * 1024;

/**
 * The same hash, remembering the newest contents: a file that is read again as the last edit left it is compared with
 * them, which takes a tenth of hashing it. Buffers handed to the engine are never written to again.
 */
export function recentHashes(hash: Hash): Hash {
  const recent: { bytes: Uint8Array; digest: string }[] = [];
  return (bytes) => {
    const known = recent.find((one) => one.bytes.length === bytes.length && same(one.bytes, bytes));
    if (known) return known.digest;
    const digest = hash(bytes);
    if (bytes.length > longest) return digest;
    recent.unshift({ bytes, digest });
    if (recent.length > most) recent.pop();
    return digest;
  };
}

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
