import type { UnclaimedSecret } from "../../../shared/models/factory.ts";
import { Button } from "../../components/ui/button.tsx";

/** Tokens that are kept for nobody who is known: whoever comes under that name and address is called with them. */
export function UnclaimedSecrets({
  secrets,
  admin,
  onRemove,
}: {
  secrets: readonly UnclaimedSecret[];
  admin: boolean;
  onRemove: (name: string) => void;
}) {
  if (secrets.length === 0) return null;
  return (
    <section
      aria-label="Tokens of factories that are not known"
      className="flex flex-col gap-1.5 rounded-card border border-line p-3 text-12"
    >
      <p className="text-ink-2">Kept for factories that are not known, or not any more:</p>
      <ul className="flex flex-col gap-1">
        {secrets.map(({ name, origin, header }) => (
          <li key={name} className="flex min-h-6 items-center gap-3">
            <span className="min-w-0 truncate font-mono" title={name}>
              {name}
            </span>
            <span className="min-w-0 truncate text-ink-2">
              {header}, for {origin}
            </span>
            {admin && (
              <Button
                variant="danger"
                size="sm"
                className="ml-auto"
                aria-label={`Remove the token of ${name}…`}
                onClick={() => onRemove(name)}
              >
                Remove…
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
