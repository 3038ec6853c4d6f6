import { Check, Loader, Minus, X } from "lucide-react";
import type { CheckLine, CheckState } from "./patch-checks.ts";

const icons: Record<CheckState, { icon: typeof Check; className: string; says: string }> = {
  ok: { icon: Check, className: "text-green", says: "passed" },
  failed: { icon: X, className: "text-red-ink", says: "failed" },
  running: { icon: Loader, className: "animate-spin text-yellow", says: "running" },
  none: { icon: Minus, className: "text-ink-3", says: "not checked" },
};

/** What was looked at, each with its verdict. */
export function CheckList({ lines }: { lines: readonly CheckLine[] }) {
  return (
    <ul aria-label="Checks" className="flex flex-col gap-1.5">
      {lines.map(({ name, state, text }) => {
        const { icon: Icon, className, says } = icons[state];
        return (
          <li key={name} className="flex gap-2">
            <Icon aria-label={says} className={`mt-0.5 size-3.5 shrink-0 ${className}`} strokeWidth={2.5} />
            <span className="min-w-0 break-words">{text}</span>
          </li>
        );
      })}
    </ul>
  );
}
