import { type Result, refuse } from "../../shared/result.ts";

/**
 * A body that is being read. One that breaks off is its sender's doing (it hung up, or what it packed is not whole) and
 * no failure of this server; most senders will not read the answer.
 */
export async function wholeBody<T extends object>(read: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await read;
  } catch (error) {
    const why = (error as Error).message.slice(0, 100);
    return refuse(
      "INVALID_INPUT",
      `the body is not whole${why === "" ? "" : ` (${why})`}: nothing of it was taken; send all of it`,
    );
  }
}
