// patchctl: one bounded edit per process. This file only decides what to load; an agent starts it hundreds of times.
import module from "node:module";

// Node 22.1 and later keep the compiled code between runs; Node 20 does without
module.enableCompileCache?.();

const { main } = await import("./main.ts");
process.exit(await main(process.argv.slice(2)));
