import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { copyText } from "./copy-text.ts";
import { IconButton } from "./icon-button.tsx";

/**
 * Copies `text` (or what the function gives at the press). With children it is a labelled button, without them
 * an icon; `label` names it either way. It says that it has copied for two seconds.
 */
export function CopyButton({
  text,
  label,
  className,
  children,
}: {
  text: string | (() => string | Promise<string>);
  label: string;
  className?: string;
  children?: ReactNode;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(typeof text === "string" ? text : await text()));
  const icon = copied ? <Check className="text-green" /> : <Copy />;
  return children ? (
    <Button className={className} onClick={copy}>
      <span className="[&>svg]:size-3.5">{icon}</span>
      {copied ? "Copied" : children}
    </Button>
  ) : (
    <IconButton label={copied ? "Copied" : label} className={className} onClick={copy}>
      {icon}
    </IconButton>
  );
}
