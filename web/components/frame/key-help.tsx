import { useStore } from "zustand";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { type Command, commandStore } from "./commands.ts";
import { openOverlay } from "./frame-store.ts";
import { isMac } from "./is-mac.ts";
import { displayKeys } from "./key-map.ts";

/** Every key there is where one stands, out of the same table that runs them. */
export function KeyHelp() {
  const commands = useStore(commandStore, (state) => state.commands);
  const withKeys = commands.filter((command) => keysOf(command).length > 0);
  const sections = Map.groupBy(withKeys, ({ section }) => section);
  return (
    <Dialog open onOpenChange={(open) => !open && openOverlay("none")} title="Keys" size="md">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus */}
      <div tabIndex={0} data-autofocus className="gap-x-8 overflow-auto p-4 -outline-offset-2 sm:columns-2">
        {[...sections].map(([section, list]) => (
          <section key={section} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-11 text-ink-3">{section}</h3>
            <ul>
              {list.map((command) => (
                <KeyRow key={command.id} command={command} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

const keysOf = ({ keys = [], heldKeys = [] }: Command): string[] => [...keys, ...heldKeys];

function KeyRow({ command }: { command: Command }) {
  return (
    <li className="flex items-center justify-between gap-4 py-1">
      <span className="text-ink-2">{command.title}</span>
      <span className="flex shrink-0 items-center gap-1.5">
        {keysOf(command).map((chord, index) => (
          <span key={chord} className="flex items-center gap-1.5">
            {index > 0 && <span className="text-11 text-ink-3">or</span>}
            <Kbd keys={displayKeys(chord, isMac)} />
          </span>
        ))}
      </span>
    </li>
  );
}
