import { z } from "zod";

const Candidate = z.object({
  start: z.int(),
  end: z.int(),
  likeness: z.number().optional(),
  differs: z.object({ line: z.int(), file: z.string(), sent: z.string() }).optional(),
});
export type Candidate = z.infer<typeof Candidate>;

export interface RefusalDetails {
  /** places that resemble what was looked for, best first */
  candidates: Candidate[];
  /** everything else that the refusal says for a program, as the reader sees it: name and text */
  facts: { name: string; text: string }[];
}

/** What the refusal's sentence does not already say: its file, or that there were no candidates, is not repeated. */
export function refusalDetails(details: unknown, file: string): RefusalDetails {
  const given = z.record(z.string(), z.unknown()).safeParse(details).data ?? {};
  const { candidates, ...rest } = given;
  const facts = Object.entries(rest)
    .filter(([name, value]) => value != null && !(name === "file" && value === file))
    .map(([name, value]) => ({ name: name.replaceAll("_", " "), text: inWords(value) }))
    .filter(({ text }) => text !== "");
  return { candidates: z.array(Candidate).safeParse(candidates).data ?? [], facts };
}

function inWords(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    const simple = value.every((each) => typeof each === "string" || typeof each === "number");
    if (simple) return value.some((each) => String(each).includes(" ")) ? value.join("\n") : value.join(", ");
  }
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

/** `131` or `131–146`. */
export const span = ({ start, end }: Candidate): string => (start === end ? `${start}` : `${start}–${end}`);
