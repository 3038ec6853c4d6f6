// `npm run docs:errors`: provokes every refusal there is and writes docs/errors.md from what came.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { provokeAll } from "./errors/provoke.ts";
import { render } from "./errors/render.ts";

const page = render(await provokeAll());
writeFileSync(join(import.meta.dirname, "../docs/errors.md"), page);
console.log("written docs/errors.md");
// a hub or a checker may still be winding down
process.exit(0);
