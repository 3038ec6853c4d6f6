import { CopyButton } from "../../../../components/ui/copy-button.tsx";

/** What the compiler said, as it said it. */
export function CheckOutput({ text }: { text: string }) {
  return (
    <div className="relative rounded-control border border-red/40 bg-sunken">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
        tabIndex={0}
        role="log"
        aria-label="New type errors"
        className="max-h-32 overflow-auto whitespace-pre-wrap break-words py-2 pr-9 pl-3 font-mono text-11 leading-4"
      >
        {text.trimEnd()}
      </pre>
      <CopyButton text={text} label="Copy type errors" className="absolute top-0.5 right-0.5" />
    </div>
  );
}
