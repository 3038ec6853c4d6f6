import { chmodSync, mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { Place, Scenario } from "../scenario.ts";

const append = (place: Place, file: string) =>
  place.patchctl(["append", "--file", file, "--block", "// end"]);

/** The file that is named. */
export const fileScenarios: readonly Scenario[] = [
  { code: "PATH_OUTSIDE_WORKSPACE", run: (place) => append(place, "../secret.ts") },
  { code: "PATH_PROTECTED", run: (place) => append(place, ".git/config") },
  {
    code: "PATH_BLOCKED",
    async run(place) {
      place.write(".mission_control/policy.json", '{ "blockedPaths": ["keys"] }\n');
      place.write("keys/private.pem", "x\n");
      const asked = await append(place, "keys/private.pem");
      return { ...asked, stage: 'with the policy { "blockedPaths": ["keys"] }:' };
    },
  },
  { code: "FILE_NOT_FOUND", run: (place) => append(place, "src/basket.ts") },
  {
    code: "FILE_EXISTS",
    run: (place) => place.patchctl(["create-file", "--file", "src/cart.ts", "--block", "export {};"]),
  },
  { code: "NOT_A_FILE", run: (place) => append(place, "src") },
  {
    code: "FILE_UNREADABLE",
    async run(place) {
      place.write("sealed.txt", "x\n");
      chmodSync(join(place.root, "sealed.txt"), 0o000);
      return append(place, "sealed.txt");
    },
  },
  {
    code: "FILE_UNWRITABLE",
    async run(place) {
      place.write("fixed.txt", "x\n");
      chmodSync(join(place.root, "fixed.txt"), 0o444);
      return append(place, "fixed.txt");
    },
  },
  {
    code: "FILE_TOO_LARGE",
    async run(place) {
      place.write("dump.sql", "");
      truncateSync(join(place.root, "dump.sql"), 80_000_000);
      return append(place, "dump.sql");
    },
  },
  {
    code: "BINARY_FILE",
    async run(place) {
      place.write("logo.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13));
      return append(place, "logo.png");
    },
  },
  {
    code: "EMPTY_FILE",
    async run(place) {
      place.write("empty.ts", "");
      return place.patchctl(["insert-after", "--file", "empty.ts", "--line", "1", "--block", "x"]);
    },
  },
  {
    code: "DISK_FULL",
    async run(place) {
      mkdirSync(join(place.root, ".mission_control/patches"), { recursive: true });
      // stands for a disk that takes no byte more
      symlinkSync("/dev/full", join(place.root, ".mission_control/patches/no-room.diff"));
      const words = ["append", "--file", "src/cart.ts", "--block", "// end", "--patch-id", "no-room"];
      const asked = await place.patchctl(words);
      return { ...asked, stage: "on a disk without room:" };
    },
  },
];
