import { useSuspenseQuery } from "@tanstack/react-query";
import { Factory, KeyRound, LogOut } from "lucide-react";
import { useRef } from "react";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu.tsx";
import { AccountButton } from "./account-button.tsx";
import { signOutNow } from "./sign-out.ts";
import { useOpenFactories } from "./use-open-factories.ts";
import { useOpenTokens } from "./use-open-tokens.ts";

/** Who is signed in, in which role, and the way out. It is open from the start: a press asked for it. */
export function AccountMenu() {
  const { data } = useSuspenseQuery(workspaceQuery);
  const { name, role } = data.caller;
  const openTokens = useOpenTokens();
  const openFactories = useOpenFactories();
  // opened once the menu has given the focus back, so that the dialog returns it there
  const next = useRef<(() => void) | null>(null);
  const onClosed = () => {
    next.current?.();
    next.current = null;
  };
  return (
    <Menu side="right" defaultOpen onClosed={onClosed} trigger={<AccountButton name={name} role={role} />}>
      <MenuLabel>
        <span className="block font-semibold text-12 text-ink">{name}</span>
        {role} · Mission Control {data.version}
      </MenuLabel>
      <MenuSeparator />
      {role === "admin" && (
        <MenuItem
          onSelect={() => {
            next.current = openTokens;
          }}
        >
          <KeyRound /> Tokens…
        </MenuItem>
      )}
      <MenuItem
        onSelect={() => {
          next.current = openFactories;
        }}
      >
        <Factory /> Factories…
      </MenuItem>
      <MenuItem onSelect={signOutNow}>
        <LogOut /> Sign out
      </MenuItem>
    </Menu>
  );
}
