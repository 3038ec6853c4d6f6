import { FilePath } from "../ui/file-path.tsx";
import type { DiffFile } from "./diff-model.ts";

/** Names a file of a patch that has several, and how much of it changed. */
export function DiffFileHead({ file, index, count }: { file: DiffFile; index: number; count: number }) {
  return (
    <div className="flex h-7 items-center gap-2 border-line border-y bg-surface px-3 font-sans text-12">
      <FilePath path={file.path} className="flex-1" />
      {file.added > 0 && <span className="font-mono text-11 text-green">+{file.added}</span>}
      {file.removed > 0 && <span className="font-mono text-11 text-red-ink">−{file.removed}</span>}
      <span className="whitespace-nowrap text-11 text-ink-2">
        {index + 1} of {count}
      </span>
    </div>
  );
}
