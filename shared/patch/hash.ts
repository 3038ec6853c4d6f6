/** sha256 of bytes as 64 hex digits. The runtime has it; pure code is handed it. */
export type Hash = (bytes: Uint8Array) => string;

/** The same, remembering what it has hashed. Buffers handed to the engine are never written to again. */
export function rememberingHash(hash: Hash): Hash {
  const known = new WeakMap<Uint8Array, string>();
  return (bytes) => {
    let digest = known.get(bytes);
    if (digest === undefined) {
      digest = hash(bytes);
      known.set(bytes, digest);
    }
    return digest;
  };
}
