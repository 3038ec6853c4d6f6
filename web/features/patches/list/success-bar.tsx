/** Of all patches of an order, those that went well in green, those that failed in red, the rest still open. */
export function SuccessBar({ ok, failed, total }: { ok: number; failed: number; total: number }) {
  const words = `${ok} of ${total} went well, ${failed} failed`;
  const share = (part: number) => `${(100 * part) / Math.max(1, total)}%`;
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      className="flex h-1 w-[90px] overflow-hidden rounded-sm bg-line @max-[430px]:w-12"
    >
      <span className="bg-green" style={{ width: share(ok) }} />
      {/* one failure among thousands still shows */}
      {failed > 0 && <span className="min-w-[3px] bg-red" style={{ width: share(failed) }} />}
    </span>
  );
}
