import { writeFileSync } from "node:fs";
import { defaultPolicy } from "../../../shared/patch/default-policy.ts";
import { refuse } from "../../../shared/result.ts";
import { keepSchemas } from "../../host/node/engine/schema-files.ts";
import { stateFolder } from "../../host/node/engine/state-folder.ts";
import { isSystemError, systemRefusal } from "../../host/node/engine/system-error.ts";
import { done, refused } from "../print/outcomes.ts";
import type { Outcome } from "../session.ts";

const file = ".mission_control/policy.json";

/**
 * `patchctl policy init`: a policy with every key at its default, to be changed by a person, and beside it the schemas
 * by which an editor completes and checks it. A policy that is there is left as it is.
 */
export async function initPolicy(root: string): Promise<Outcome> {
  const folder = stateFolder(root);
  const unusable = folder.ensure();
  if (unusable) return refused(unusable);
  try {
    const text = `${JSON.stringify({ $schema: "./policy.schema.json", ...defaultPolicy }, null, 2)}\n`;
    writeFileSync(folder.policy, text, { flag: "wx" });
    await keepSchemas(folder);
  } catch (error) {
    if (!isSystemError(error, "EEXIST")) return refused(systemRefusal(error, file, "write"));
    await keepSchemas(folder);
    return refused(
      refuse(
        "FILE_EXISTS",
        `${file} exists and is left as it is; change it by hand, and have patchctl policy explain it. Its schema lies beside it: "$schema": "./policy.schema.json" as its first key makes an editor use it`,
        { file },
      ),
    );
  }
  const schemas = [".mission_control/policy.schema.json", ".mission_control/tasks.schema.json"];
  return done(
    { ok: true, file, schemas },
    (paint) =>
      `${paint.green("written")}  ${file}\n${paint.dim(`beside it, for editors: ${schemas.join(", ")}`)}\n`,
  );
}
