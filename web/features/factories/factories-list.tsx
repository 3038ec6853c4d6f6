import clsx from "clsx";
import { useDeferredValue, useRef, useState } from "react";
import type { Factory, UnclaimedSecret } from "../../../shared/models/factory.ts";
import { SearchInput } from "../../components/ui/search-input.tsx";
import { useDialogKeys } from "../../components/ui/use-dialog-keys.ts";
import { FactoryRow } from "./factory-row.tsx";
import { countWords, factoriesWith } from "./factory-words.ts";
import { UnclaimedSecrets } from "./unclaimed-secrets.tsx";

/** So many are seen at a glance; of more one looks for the one. */
const FEW = 8;

const head = "px-3 py-1.5 text-left font-medium text-11 text-ink-3";

/** Every factory that is known, by name, so that none moves when one comes or goes. */
export function FactoriesList({
  factories,
  unclaimed,
  admin,
  of,
  onRemove,
}: {
  factories: readonly Factory[];
  unclaimed: readonly UnclaimedSecret[];
  admin: boolean;
  of: string | undefined;
  onRemove: (name: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const [editing, setEditing] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useDialogKeys({ "/": () => field.current?.focus() });
  // of a thousand the field is drawn first, then what is found
  const sought = useDeferredValue(typed);
  const shown = factoriesWith(factories, sought);
  return (
    <>
      <div className="flex items-center gap-3">
        <p role="status" className="text-12 text-ink-2">
          {countWords(factories)}
        </p>
        {factories.length > FEW && (
          <SearchInput
            label="Find a factory"
            placeholder="Name, address or operation"
            value={typed}
            inputRef={field}
            autoFocused={of === undefined}
            className="ml-auto w-72"
            onType={setTyped}
            onKeyDown={() => {}}
          />
        )}
      </div>
      {shown.length > 0 ? (
        <div className="shrink-0 overflow-x-auto rounded-card border border-line">
          <table aria-label="Factories" className="w-full min-w-[820px] table-fixed border-collapse text-12">
            <thead className="border-line border-b bg-sunken">
              <tr>
                <th scope="col" className={head}>
                  Factory
                </th>
                <th scope="col" className={clsx(head, "w-[120px]")}>
                  Asked over
                </th>
                <th scope="col" className={clsx(head, "w-[168px]")}>
                  Now
                </th>
                <th scope="col" className={clsx(head, "w-[190px]")}>
                  Live replays
                </th>
                <th scope="col" className={clsx(head, "w-[220px]")}>
                  Token
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((factory) => (
                <FactoryRow
                  key={factory.name}
                  factory={factory}
                  admin={admin}
                  named={factory.name === of}
                  editing={factory.name === editing}
                  onEdit={setEditing}
                  onRemove={onRemove}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        factories.length > 0 && (
          <p className="rounded-card border border-line px-3 py-4 text-center text-12 text-ink-2">
            No factory has “{sought.trim()}” in its name, address or operations.
          </p>
        )
      )}
      <UnclaimedSecrets secrets={unclaimed} admin={admin} onRemove={onRemove} />
    </>
  );
}
