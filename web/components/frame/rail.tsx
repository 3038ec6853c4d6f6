import { Link } from "@tanstack/react-router";
import { ChartNoAxesGantt, GitPullRequestArrow, Keyboard, ShieldCheck } from "lucide-react";
import { IconButton } from "../ui/icon-button.tsx";
import { Tooltip } from "../ui/tooltip.tsx";
import { Account } from "./account.tsx";
import { CustodyCount } from "./custody-count.tsx";
import { openOverlay } from "./frame-store.ts";
import { LeasesButton } from "./leases-button.tsx";

const screens = [
  { to: "/patches", title: "Patches", keys: "g p", icon: <GitPullRequestArrow />, count: null },
  { to: "/traces", title: "Traces", keys: "g t", icon: <ChartNoAxesGantt />, count: null },
  { to: "/custody", title: "Custody", keys: "g c", icon: <ShieldCheck />, count: <CustodyCount /> },
] as const;

/** The screens that there are, and below them help and the account. */
export function Rail() {
  return (
    <nav
      aria-label="Screens"
      className="row-span-2 flex flex-col items-center gap-1 border-line border-r bg-surface py-2"
    >
      <div
        aria-hidden
        className="mb-2 grid size-8 place-items-center rounded-[9px] bg-linear-135 from-accent to-[#ff5e00] font-extrabold text-accent-ink"
      >
        M
      </div>
      {screens.map(({ to, title, keys, icon, count }) => (
        <Tooltip key={to} text={title} keys={keys} side="right">
          <Link
            to={to}
            aria-label={title}
            className="relative grid size-10 place-items-center rounded-[10px] text-ink-2 hover:text-ink aria-[current=page]:bg-surface-2 aria-[current=page]:text-ink aria-[current=page]:before:absolute aria-[current=page]:before:inset-y-2.5 aria-[current=page]:before:-left-2 aria-[current=page]:before:w-[3px] aria-[current=page]:before:rounded-sm aria-[current=page]:before:bg-accent [&>svg]:size-[19px] [&>svg]:stroke-[1.7]"
          >
            {icon}
            {count}
          </Link>
        </Tooltip>
      ))}
      <span className="flex-1" />
      <LeasesButton />
      <IconButton label="Keys" keys="?" className="size-9" onClick={() => openOverlay("keys")}>
        <Keyboard />
      </IconButton>
      <Account />
    </nav>
  );
}
