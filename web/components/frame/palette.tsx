import { Command as Cmdk } from "cmdk";
import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { useStore } from "zustand";
import { ChoiceGroup, ChoiceItem } from "../ui/choice-list.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { commandStore, runCommand } from "./commands.ts";
import { frameStore, openOverlay } from "./frame-store.ts";
import { isMac } from "./is-mac.ts";
import { displayKeys } from "./key-map.ts";
import { rankCommand } from "./rank-command.ts";
import { useFound } from "./use-found.ts";

/** What was found by its source has been judged there; it stands below the commands that fit. */
const FOUND = "found:";
const rank = (value: string, text: string, keywords: string[] = []) =>
  value.startsWith(FOUND) ? 0.001 : rankCommand(value, keywords, text);

/** Go anywhere, find anything, run any action, by typing. */
export function Palette() {
  const [text, setText] = useState(() => frameStore.getState().typed);
  const commands = useStore(commandStore, (state) => state.commands);
  const found = useFound(text.trim());
  const sections = Map.groupBy(
    commands.filter(({ inPalette }) => inPalette !== false),
    ({ section }) => section,
  );
  const close = () => openOverlay("none");
  // run once the dialog has given the focus back, so that the action may move it, or open what gives it back in turn
  const chosen = useRef<(() => void) | null>(null);
  const choose = (run: () => void) => {
    chosen.current = run;
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      onClosed={() => chosen.current?.()}
      title="Search and commands"
      bare
      className="mb-[18vh] w-[min(600px,calc(100vw-32px))]"
    >
      <Cmdk label="Search and commands" filter={rank} loop className="flex min-h-0 flex-col">
        <div className="flex items-center gap-2.5 border-line border-b px-3.5">
          <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
          <Cmdk.Input
            data-autofocus
            value={text}
            onValueChange={setText}
            placeholder="Search patches and files, or type what to do"
            className="h-11 flex-1 bg-transparent text-14 outline-none placeholder:text-ink-3"
          />
          <Kbd keys="Esc" />
        </div>
        <Cmdk.List
          label="Results"
          className="max-h-[min(420px,55vh)] scroll-py-2 overflow-y-auto overscroll-contain p-1.5"
        >
          <Cmdk.Empty className="p-6 text-center text-ink-2">Nothing fits “{text}”.</Cmdk.Empty>
          {[...sections].map(([section, list]) => (
            <ChoiceGroup key={section} heading={section}>
              {list.map((command) => (
                <ChoiceItem
                  key={command.id}
                  value={command.title}
                  keywords={[command.section, ...(command.keywords ?? [])]}
                  onSelect={() => choose(() => runCommand(command.id))}
                >
                  <span className="min-w-0 flex-1 truncate">{command.title}</span>
                  {command.keys?.[0] && <Kbd keys={displayKeys(command.keys[0], isMac)} />}
                </ChoiceItem>
              ))}
            </ChoiceGroup>
          ))}
          {found.map(({ source, items }) => (
            <ChoiceGroup key={source.id} heading={source.heading}>
              {items.map((item) => (
                <ChoiceItem
                  key={item.id}
                  value={`${FOUND}${source.id}:${item.id}`}
                  onSelect={() => choose(item.run)}
                >
                  <span className="min-w-0 flex-1 truncate font-mono text-12">{item.title}</span>
                  {item.hint && <span className="shrink-0 text-12 text-ink-2">{item.hint}</span>}
                </ChoiceItem>
              ))}
            </ChoiceGroup>
          ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}
