import { RefusedError } from "./answer.ts";
import { ReadAgainClient } from "./read-again-client.ts";

/** Refusals that another try cannot turn. */
const worthAnotherTry = (error: Error) =>
  !(error instanceof RefusedError) || error.code === "SERVER_UNREACHABLE" || error.code === "INTERNAL";

/** Live events say when data is old, so nothing is read again just for a window coming into focus. */
export const queryClient = new ReadAgainClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      networkMode: "always",
      retry: (failures, error) => failures < 2 && worthAnotherTry(error),
    },
    mutations: { networkMode: "always" },
  },
});
