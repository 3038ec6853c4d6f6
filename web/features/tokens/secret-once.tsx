import { useEffect, useRef } from "react";
import { mayUse } from "../../../shared/roles.ts";
import { applyLine, readLine } from "../../api/curl-lines.ts";
import { Button } from "../../components/ui/button.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import type { MadeToken } from "./new-token.tsx";

/** The secret of a token just made, and a line that uses it. It is gone when this is. */
export function SecretOnce({ made, url, onDone }: { made: MadeToken; url: string; onDone: () => void }) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);
  const { name, role } = made.row;
  const line = mayUse(role, "agent") ? applyLine(url, made.token) : readLine(url, made.token);
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={`The secret of ${name}`}
      className="flex flex-col gap-3 rounded-card border border-accent/40 bg-sunken p-3 outline-none"
    >
      <p>
        <b className="font-semibold">{name}</b>, {role}, is made. Copy its secret now:{" "}
        <span className="text-accent">it will not be shown again.</span>
      </p>
      <div className="flex items-center gap-2">
        <code
          data-secret
          className="min-w-0 flex-1 break-all rounded-md border border-line bg-bg px-2.5 py-1.5 font-mono text-12"
        >
          {made.token}
        </code>
        <CopyButton text={made.token} label="Copy the secret">
          Copy secret
        </CopyButton>
      </div>
      <div className="flex items-start gap-2">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap break-all rounded-md border border-line bg-bg px-2.5 py-1.5 font-mono text-12 text-ink-2 leading-5">
          {line}
        </pre>
        <CopyButton text={line} label="Copy the curl line">
          Copy curl
        </CopyButton>
      </div>
      <Button className="self-start" onClick={onDone}>
        Done
      </Button>
    </section>
  );
}
