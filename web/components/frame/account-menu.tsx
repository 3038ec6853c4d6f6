import { useSuspenseQuery } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu.tsx";
import { signOutNow } from "./sign-out.ts";

/** Who is signed in, in which role, and the way out. */
export function AccountMenu() {
  const { data } = useSuspenseQuery(workspaceQuery);
  const { name, role } = data.caller;
  return (
    <Menu
      side="right"
      trigger={
        <button
          type="button"
          aria-label={`Account: ${name}, ${role}`}
          className="grid size-8 place-items-center rounded-full border border-line bg-surface-2 font-semibold text-11 text-ink-2 uppercase hover:text-ink data-[state=open]:border-accent/50"
        >
          {name.slice(0, 2)}
        </button>
      }
    >
      <MenuLabel>
        <span className="block font-semibold text-12 text-ink">{name}</span>
        {role} · Mission Control {data.version}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={signOutNow}>
        <LogOut /> Sign out
      </MenuItem>
    </Menu>
  );
}
