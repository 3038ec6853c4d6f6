import clsx from "clsx";
import { Button } from "../../components/ui/button.tsx";
import { Time } from "../../components/ui/time.tsx";
import { hostToken, inOrder, roleWords, type TokenRow } from "./token-words.ts";

const head = "px-3 py-1.5 text-left font-medium text-11 text-ink-3";
const cell = "px-3 py-2 align-top";

/** Every token there is or was. */
export function TokensTable({
  tokens,
  onRevoke,
}: {
  tokens: readonly TokenRow[];
  onRevoke: (row: TokenRow) => void;
}) {
  return (
    <div className="shrink-0 overflow-x-auto rounded-card border border-line">
      <table aria-label="Tokens" className="w-full min-w-[640px] border-collapse text-12">
        <thead className="border-line border-b bg-sunken">
          <tr>
            <th scope="col" className={head}>
              Name
            </th>
            <th scope="col" className={head}>
              Role
            </th>
            <th scope="col" className={head}>
              Created
            </th>
            <th scope="col" className={head}>
              Last used
            </th>
            <th scope="col" className={clsx(head, "text-right!")}>
              State
            </th>
          </tr>
        </thead>
        <tbody>
          {inOrder(tokens).map((row) => (
            <Row key={row.id} row={row} onRevoke={onRevoke} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, onRevoke }: { row: TokenRow; onRevoke: (row: TokenRow) => void }) {
  const host = hostToken(row);
  const revoked = row.revoked_at !== null;
  return (
    <tr className="border-line-soft border-b last:border-b-0">
      <th scope="row" className={clsx(cell, "max-w-[240px] text-left font-normal")}>
        <span className={clsx("break-words font-semibold", revoked ? "text-ink-2 line-through" : "text-ink")}>
          {row.name}
        </span>
        {host && <span className="mt-0.5 block text-11 text-ink-2">{host}</span>}
      </th>
      <td className={cell}>
        <span className={revoked ? "text-ink-2" : "text-ink"}>{row.role}</span>
        <span className="mt-0.5 block text-11 text-ink-2">{roleWords[row.role]}</span>
      </td>
      <td className={clsx(cell, "tabular whitespace-nowrap text-ink-2")}>
        <Time iso={row.created_at} format="short" />
      </td>
      <td className={clsx(cell, "tabular whitespace-nowrap text-ink-2")}>
        {row.last_used_at === null ? "never" : <Time iso={row.last_used_at} format="short" />}
      </td>
      <td className={clsx(cell, "tabular whitespace-nowrap text-right text-ink-2")}>
        {row.revoked_at !== null ? (
          <>
            revoked <Time iso={row.revoked_at} format="short" />
          </>
        ) : (
          <Button
            variant={host === null ? "danger" : "ghost"}
            size="sm"
            aria-label={`Revoke ${row.name}…`}
            onClick={() => onRevoke(row)}
          >
            Revoke…
          </Button>
        )}
      </td>
    </tr>
  );
}
