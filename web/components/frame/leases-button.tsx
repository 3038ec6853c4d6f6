import { useQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { leasesQuery } from "../../api/leases-query.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { useLiveLeases } from "./use-live-leases.ts";
import { useOpenLeases } from "./use-open-leases.ts";

/** How many files are held by tasks, and the way to who holds them. It does not ask for attention: no orange. */
export function LeasesButton() {
  useLiveLeases();
  const open = useOpenLeases();
  const count = useQuery(leasesQuery).data?.length ?? 0;
  const label = count === 0 ? "Leases" : `Leases: ${count} ${count === 1 ? "file" : "files"} held`;
  return (
    <IconButton label={label} keys="g l" className="relative size-9" onClick={open}>
      <LockKeyhole />
      {count > 0 && (
        <span
          aria-hidden
          className="tabular absolute top-0 right-0 grid h-4 min-w-4 place-items-center rounded-full border border-line bg-surface-2 px-1 font-semibold text-[10px] text-ink leading-none"
        >
          {count > 99 ? "99+" : count}
        </span>
      )}
    </IconButton>
  );
}
