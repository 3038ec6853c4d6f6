import { CopyButton } from "./copy-button.tsx";

/** A line for a shell, or a few, with the button that copies it. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-start gap-1">
      <pre className="min-w-0 flex-1 whitespace-pre-wrap wrap-anywhere font-mono text-11 text-ink-2">
        {text}
      </pre>
      <CopyButton text={text} label={label} className="-my-1 size-6 [&>svg]:size-3" />
    </div>
  );
}
