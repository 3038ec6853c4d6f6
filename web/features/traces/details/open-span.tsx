import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Span } from "../../../../shared/models/span.ts";
import { RefusedError } from "../../../api/answer.ts";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { spanQuery } from "../trace-queries.ts";
import { SpanDetails } from "./span-details.tsx";

/** A span out of a file. `read` answers at once, but for the largest of details. */
export function FileSpan({
  spanId,
  read,
  traceStart,
}: {
  spanId: number;
  read: (id: number) => Promise<Span | null>;
  traceStart: number;
}) {
  const [span, setSpan] = useState<Span | null | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    void read(spanId).then((found) => wanted && setSpan(found));
    return () => {
      wanted = false;
    };
  }, [read, spanId]);
  if (span === undefined) return <ReadingSpan />;
  if (span === null) return <p className="text-12 text-ink-3">The file has no such span.</p>;
  return <SpanDetails span={span} traceStart={traceStart} />;
}

/** A span that the server has. */
export function StoredSpan({
  traceId,
  spanId,
  traceStart,
}: {
  traceId: string;
  spanId: number;
  traceStart: number;
}) {
  const { data, error, refetch } = useQuery(spanQuery(traceId, spanId));
  if (error)
    return (
      <ErrorState
        title="This span could not be read"
        message={error.message}
        {...(error instanceof RefusedError ? { code: error.code } : {})}
        onRetry={() => void refetch()}
      />
    );
  if (data === undefined) return <ReadingSpan />;
  return <SpanDetails key={spanId} span={data.span as Span} traceStart={traceStart} />;
}

function ReadingSpan() {
  return (
    <div role="status" aria-label="Reading the span" className="flex flex-col gap-2.5">
      <Skeleton className="h-3 w-4/5" />
      <Skeleton className="h-3 w-3/5" />
      <Skeleton className="h-3 w-full" />
    </div>
  );
}
