import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Secrets } from "../../ports/secrets.ts";

const digest = (text: string) => createHash("sha256").update(text);

export const nodeSecrets: Secrets = {
  sha256: (text) => digest(text).digest("hex"),
  random: () => randomBytes(32).toString("base64url"),
  // digests have one length, whatever the texts have
  equal: (a, b) => timingSafeEqual(digest(a).digest(), digest(b).digest()),
};
