// patchctl: one bounded edit per process; an agent starts it hundreds of times. This is the command as it runs from
// source; built, `scripts/build-commands.mjs` puts what a plain edit needs into one file.
import module from "node:module";

// Node 22.1 and later keep the compiled code between runs; Node 20 does without
module.enableCompileCache?.();

await import("./run.ts");
