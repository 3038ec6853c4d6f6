import { type Refusal, refuse } from "../../result.ts";

/** Most of a file: characters, or bytes where it has not been read yet, of which there are as many or more. */
export const mostImported = 200 * 1024 * 1024;

/** `BODY_TOO_LARGE` for a file of this size; null for one that is taken. */
export function tooLarge(size: number): Refusal | null {
  if (size <= mostImported) return null;
  const megabytes = (of: number) => Math.ceil(of / 1024 / 1024);
  return refuse(
    "BODY_TOO_LARGE",
    `the file has ${megabytes(size)} MB; ${megabytes(mostImported)} MB is the most. Export fewer traces at a time`,
  );
}
