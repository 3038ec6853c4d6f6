import { ShieldCheck } from "lucide-react";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";

const command = "npx patchctl verify";

/** Nothing went around: what would stand here, and how to look without a server. */
export function NoEdits({ show }: { show: "open" | "all" }) {
  return (
    <EmptyState
      icon={<ShieldCheck className="text-green" />}
      title={show === "open" ? "Nothing is open" : "Nothing went around"}
      action={
        <span className="flex items-center gap-1.5 rounded-card border border-line bg-sunken py-1 pr-1 pl-3">
          <code className="font-mono text-12">{command}</code>
          <CopyButton text={command} label="Copy the command" className="[&>svg]:size-3.5" />
        </span>
      }
    >
      A file that is changed and no patch did it is listed here with its diff, to be accepted or put back. The
      same is found without a server by
    </EmptyState>
  );
}
