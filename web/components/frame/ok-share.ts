/** Of those that have an outcome, the share that went well; unknown while there is none. */
export function okShare(ok: number, failed: number): string {
  const decided = ok + failed;
  if (decided === 0) return "—";
  const share = (100 * ok) / decided;
  // never round a failure away
  return failed > 0 && share > 99.9 ? "99.9%" : `${share.toFixed(ok === decided ? 0 : 1)}%`;
}
