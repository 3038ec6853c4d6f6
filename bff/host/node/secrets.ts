import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Secrets } from "../../ports/secrets.ts";

const digest = (text: string): Buffer => hash("sha256", text, "buffer");

export const nodeSecrets: Secrets = {
  sha256: (text) => hash("sha256", text),
  random: () => randomBytes(32).toString("base64url"),
  // digests have one length, whatever the texts have
  equal: (a, b) => timingSafeEqual(digest(a), digest(b)),
};
