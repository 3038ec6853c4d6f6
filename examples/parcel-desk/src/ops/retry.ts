export interface RetryOptions {
  attempts: number;
  delayMs: number;
}

export const defaults: RetryOptions = { attempts: 3, delayMs: 200 };

export async function retry<T>(work: () => Promise<T>, options: RetryOptions = defaults): Promise<T> {
  let last: unknown;
  for (let attempt = 1; attempt <= options.attempts; attempt++) {
    try {
      return await work();
    } catch (problem) {
      last = problem;
    }
  }
  throw last;
}
