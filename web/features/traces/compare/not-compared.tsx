import { RefusedError } from "../../../api/answer.ts";
import { Button } from "../../../components/ui/button.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { sideNames } from "./side-names.ts";
import type { AskedSide, Side } from "./use-compare-url.ts";

/** The server speaks of its own traces. */
const isThat = ({ id, fromFile }: AskedSide, which: unknown): boolean => !fromFile && id === which;

/** Why two traces could not be compared: which of them is not there or too large, and the way to another. */
export function NotCompared({
  error,
  a,
  b,
  onRetry,
  onPicking,
}: {
  error: Error;
  a: AskedSide;
  b: AskedSide;
  onRetry: () => void;
  onPicking: (side: Side) => void;
}) {
  const code = error instanceof RefusedError ? error.code : undefined;
  const which = error instanceof RefusedError ? error.details?.trace_id : undefined;
  const side: Side | null = isThat(a, which) ? "a" : isThat(b, which) ? "b" : null;
  if (side !== null && (code === "TRACE_NOT_FOUND" || code === "TRACE_TOO_LARGE"))
    return (
      <EmptyState
        title={
          code === "TRACE_NOT_FOUND"
            ? `The ${sideNames[side].toLowerCase()} is not there`
            : `The ${sideNames[side].toLowerCase()} is too large`
        }
        action={<Button onClick={() => onPicking(side)}>Choose another</Button>}
      >
        <p className="break-all font-mono text-12">{String(which)}</p>
        <p className="mt-2">{error.message}</p>
      </EmptyState>
    );
  return (
    <ErrorState
      title="These traces could not be compared"
      message={error.message}
      {...(code === undefined ? {} : { code })}
      onRetry={onRetry}
    />
  );
}
