// The `mission-control` command: governs a folder, serves the screens, prints the link that signs in.
import { enableCompileCache } from "node:module";
import { readArguments, usage } from "./arguments.ts";
import { leanImports } from "./lean-imports.ts";

enableCompileCache();
leanImports();

const asked = readArguments(process.argv.slice(2));
switch (asked.kind) {
  case "help":
    console.log(usage);
    break;
  case "version":
    console.log((await import("./install-root.ts")).version);
    break;
  case "wrong":
    console.error(`mission-control: ${asked.message}\n\n${usage}`);
    process.exitCode = 2;
    break;
  case "start":
    await (await import("./run.ts")).run(asked.arguments);
    break;
}
