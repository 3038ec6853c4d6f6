import manifest from "../../../package.json" with { type: "json" };
import type { Outcome } from "../session.ts";

export const version = (): Outcome => ({
  exit: 0,
  json: { ok: true, version: manifest.version },
  text: () => `patchctl ${manifest.version}\n`,
});
