import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { RefusedError } from "../../api/answer.ts";
import { Button } from "../../components/ui/button.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { type MadeToken, NewToken } from "./new-token.tsx";
import { RevokeToken } from "./revoke-token.tsx";
import { SecretOnce } from "./secret-once.tsx";
import type { TokenRow } from "./token-words.ts";
import { tokensQuery } from "./tokens-query.ts";
import { TokensTable } from "./tokens-table.tsx";

type Part = { is: "list" } | { is: "new" } | { is: "made"; made: MadeToken };

/** Who may call this server, with what rights; making tokens and revoking them. */
export function TokensDialog({ url, onClose }: { url: string; onClose: () => void }) {
  const tokens = useQuery(tokensQuery);
  const [part, setPart] = useState<Part>({ is: "list" });
  const [revoking, setRevoking] = useState<TokenRow | null>(null);
  const newButton = useRef<HTMLButtonElement>(null);
  const revoked = useRef(false);
  const toList = () => {
    setPart({ is: "list" });
    // the button is drawn again with the list
    requestAnimationFrame(() => newButton.current?.focus());
  };
  // Once the question is off the page. Where nothing was revoked it gives the focus back to the button itself; where
  // something was, that button goes as soon as the table is drawn again.
  useEffect(() => {
    if (revoking !== null || !revoked.current) return;
    revoked.current = false;
    newButton.current?.focus();
  }, [revoking]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Tokens"
      description="A token says who calls and what they may do. Its secret is shown once, when it is made; the server keeps only a hash."
      className="w-[min(860px,calc(100vw-32px))]!"
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4">
        {part.is === "list" && (
          <Button
            ref={newButton}
            variant="primary"
            className="self-start"
            onClick={() => setPart({ is: "new" })}
          >
            <Plus aria-hidden className="size-3.5" /> New token
          </Button>
        )}
        {part.is === "new" && <NewToken onMade={(made) => setPart({ is: "made", made })} onCancel={toList} />}
        {part.is === "made" && <SecretOnce made={part.made} url={url} onDone={toList} />}
        <Listed tokens={tokens} onRevoke={setRevoking} />
      </div>
      {revoking && (
        <RevokeToken
          row={revoking}
          onClose={() => setRevoking(null)}
          onRevoked={() => {
            revoked.current = true;
            setRevoking(null);
          }}
        />
      )}
    </Dialog>
  );
}

function Listed({
  tokens,
  onRevoke,
}: {
  tokens: ReturnType<typeof useQuery<{ tokens: TokenRow[] }>>;
  onRevoke: (row: TokenRow) => void;
}) {
  if (tokens.data === undefined && tokens.error)
    return (
      <ErrorState
        title="The tokens could not be read"
        message={tokens.error.message}
        {...(tokens.error instanceof RefusedError ? { code: tokens.error.code } : {})}
        onRetry={() => tokens.refetch()}
      />
    );
  if (tokens.data === undefined)
    return (
      <div role="status" aria-label="Reading the tokens" className="flex flex-col gap-3 py-2">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    );
  if (tokens.data.tokens.length === 0)
    return (
      <EmptyState icon={<KeyRound />} title="No tokens yet">
        Make one for each agent, so that each can be told apart and revoked alone.
      </EmptyState>
    );
  return <TokensTable tokens={tokens.data.tokens} onRevoke={onRevoke} />;
}
