// `npm run docs:schemas`: the JSON schemas of the settings files, made from the contract, into docs/schemas.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingsSchemas } from "../shared/settings-schemas.ts";

const folder = join(import.meta.dirname, "../docs/schemas");
mkdirSync(folder, { recursive: true });
for (const [name, make] of Object.entries(settingsSchemas)) {
  writeFileSync(join(folder, name), make());
  console.log(`written docs/schemas/${name}`);
}
