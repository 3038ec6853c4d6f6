import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Secrets } from "../../ports/secrets.ts";

export const nodeSecrets: Secrets = {
  sha256: (text) => hash("sha256", text),
  random: () => randomBytes(32).toString("base64url"),
  // whoever asks compares digests: their length is no secret
  equal(a, b) {
    const [left, right] = [Buffer.from(a), Buffer.from(b)];
    return left.length === right.length && timingSafeEqual(left, right);
  },
};
