import clsx from "clsx";

/**
 * A path with its folder dim and its name bright. Where room is short the folder gives way first, from its
 * left, since the name is what one looks for.
 */
export function FilePath({ path, className }: { path: string; className?: string }) {
  const cut = path.lastIndexOf("/") + 1;
  return (
    <span title={path} className={clsx("flex min-w-0 font-mono text-12", className)}>
      {cut > 0 && (
        <span className="min-w-0 shrink-[1000] overflow-hidden text-ellipsis whitespace-nowrap text-ink-3 [direction:rtl]">
          <bdi>{path.slice(0, cut)}</bdi>
        </span>
      )}
      <span className="min-w-0 shrink overflow-hidden text-ellipsis whitespace-nowrap">
        {path.slice(cut)}
      </span>
    </span>
  );
}
