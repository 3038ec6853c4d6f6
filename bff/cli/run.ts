import { main } from "./main.ts";

// nothing is left to wait for then
void main(process.argv.slice(2)).then((code) => process.exit(code));
