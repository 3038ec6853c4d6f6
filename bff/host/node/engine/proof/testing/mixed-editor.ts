// A process of its own that edits for a while by one of the ways in and says what came of each request:
// node mixed-editor.ts <way> <root> <name> <seconds> <seed> <patchctl> <url> <token> <file>...
import { writeSync } from "node:fs";
import { mixedBatch } from "./mixed-batch.ts";
import { randomFrom } from "./random.ts";
import { byCommand, byHttp, byRpc } from "./ways-in.ts";

const [way, root = "", name = "", seconds = "1", seed = "1", patchctl = "", url = "", token = "", ...files] =
  process.argv.slice(2);
const entrance =
  way === "cli"
    ? byCommand(patchctl, root, name)
    : way === "http"
      ? byHttp(url, token, name)
      : byRpc(url, token, name);
const random = randomFrom(Number(seed));
const until = Date.now() + Number(seconds) * 1000;
for (let n = 0; Date.now() < until; n++) {
  const { patches, meant } = mixedBatch(root, `${name}-${n}`, files, random);
  const { code } = await entrance.send(patches);
  writeSync(1, `${JSON.stringify({ ids: patches.map(({ patch_id }) => patch_id), meant, code })}\n`);
}
entrance.close();
