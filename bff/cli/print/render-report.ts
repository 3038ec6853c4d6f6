import type { VerifyFinding, VerifyReport } from "../../../shared/models/out-of-band.ts";
import type { Paint } from "../session.ts";
import { renderDiff } from "./render-diff.ts";
import { visible } from "./visible.ts";

const headings: Record<VerifyFinding["kind"], string> = {
  unread: "Could not be read",
  custody: "Custody chain",
  patch: "Patches",
  out_of_band: "Edits that went around patchctl",
  guard: "Guards",
};

/** What `verify` found, by kind, each with what to do about it; and what it looked at. */
export function renderReport(report: VerifyReport, paint: Paint): string {
  const out: string[] = [];
  for (const [kind, heading] of Object.entries(headings)) {
    const findings = report.findings.filter((finding) => finding.kind === kind);
    if (findings.length === 0) continue;
    out.push(`${paint.bold(heading)}\n`);
    let advice = "";
    for (const finding of findings) {
      out.push(`${paint.red("✗")} ${visible(finding.text)}\n`);
      // the same advice for many is said once
      if (finding.advice !== advice) out.push(`  ${paint.dim(visible(finding.advice))}\n`);
      advice = finding.advice;
      if (finding.diff) out.push(renderDiff(finding.diff, paint));
    }
    out.push("\n");
  }
  if (report.more > 0) out.push(paint.red(`… and ${report.more} more\n\n`));
  for (const skipped of report.skipped) out.push(`${paint.yellow("!")} ${visible(skipped)}\n`);
  out.push(
    `${report.intact ? paint.green("✓ intact") : paint.red("✗ not intact")}  ${checkedWords(report)}\n`,
  );
  return out.join("");
}

function checkedWords({ checked, findings, more }: VerifyReport): string {
  const { custody_rows, patches, files, guards } = checked;
  const parts = [
    ...(custody_rows === null ? [] : [counted(custody_rows, "custody row")]),
    counted(patches, "patch", "patches"),
    counted(files, "file"),
    counted(guards, "guard"),
  ];
  const total = findings.length + more;
  return `${parts.join(", ")} checked${total === 0 ? "" : `, ${counted(total, "finding")}`}`;
}

const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
