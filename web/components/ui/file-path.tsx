import clsx from "clsx";

/** A path with its folder dim and its name bright. Where room is short the folder gives way: the name is looked for. */
export function FilePath({ path, className }: { path: string; className?: string }) {
  const cut = path.lastIndexOf("/") + 1;
  return (
    <span title={path} className={clsx("flex min-w-0 whitespace-nowrap font-mono text-12", className)}>
      {cut > 0 && <span className="min-w-0 truncate text-ink-3">{path.slice(0, cut)}</span>}
      <span className="max-w-full shrink-0 truncate">{path.slice(cut)}</span>
    </span>
  );
}
