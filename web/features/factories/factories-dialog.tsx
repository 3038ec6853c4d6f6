import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { mayUse, type Role } from "../../../shared/roles.ts";
import { RefusedError } from "../../api/answer.ts";
import { factoriesQuery } from "../../api/factories-query.ts";
import { useLiveFactories } from "../../components/frame/use-live-factories.ts";
import { Dialog } from "../../components/ui/dialog.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { FactoriesList } from "./factories-list.tsx";
import { HowToRegister, NoFactories } from "./how-to-register.tsx";
import { RemoveSecret } from "./remove-secret.tsx";

/** Who the factories are, how each is reached, and the tokens with which they are called, which an admin sets. */
export function FactoriesDialog({
  role,
  url,
  of,
  onClose,
}: {
  role: Role;
  url: string;
  /** the one that is looked for */
  of: string | undefined;
  onClose: () => void;
}) {
  useLiveFactories(factoriesQuery.queryKey);
  const [removing, setRemoving] = useState<string | null>(null);
  const stays = useRef<HTMLDivElement>(null);
  const removed = useRef<string | null>(null);
  // once the question is off the page: the button that asked has gone with the token
  useEffect(() => {
    const name = removed.current;
    if (removing !== null || name === null) return;
    removed.current = null;
    const button = stays.current?.querySelector<HTMLElement>(`[data-token-of="${CSS.escape(name)}"]`);
    (button ?? stays.current)?.focus();
  }, [removing]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Factories"
      description="Programs that do the work, and do it again in a live replay. One behind a token is called with the one that is kept here for it."
      className="w-[min(1040px,calc(100vw-32px))]!"
    >
      <div ref={stays} tabIndex={-1} className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4 outline-none">
        <Listed admin={mayUse(role, "admin")} role={role} url={url} of={of} onRemove={setRemoving} />
      </div>
      {removing !== null && (
        <RemoveSecret
          name={removing}
          onClose={() => setRemoving(null)}
          onRemoved={() => {
            removed.current = removing;
            setRemoving(null);
          }}
        />
      )}
    </Dialog>
  );
}

function Listed({
  admin,
  role,
  url,
  of,
  onRemove,
}: {
  admin: boolean;
  role: Role;
  url: string;
  of: string | undefined;
  onRemove: (name: string) => void;
}) {
  const { data, error, refetch } = useQuery(factoriesQuery);
  if (data === undefined && error)
    return (
      <ErrorState
        title="The factories could not be read"
        message={error.message}
        {...(error instanceof RefusedError ? { code: error.code } : {})}
        onRetry={() => void refetch()}
      />
    );
  if (data === undefined)
    return (
      <div role="status" aria-label="Reading the factories" className="flex flex-col gap-3 py-2">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    );
  const { factories, unclaimed_secrets } = data;
  return (
    <>
      {!admin && (
        <p className="rounded-control border border-line bg-sunken px-2.5 py-1.5 text-12 text-ink-2">
          Only an admin sets tokens; your role is {role}.
        </p>
      )}
      {factories.length === 0 && <NoFactories url={url} />}
      {(factories.length > 0 || unclaimed_secrets.length > 0) && (
        <FactoriesList
          factories={factories}
          unclaimed={unclaimed_secrets}
          admin={admin}
          of={of}
          onRemove={onRemove}
        />
      )}
      {factories.length > 0 && (
        <details className="text-12">
          <summary className="rounded text-ink-2 hover:text-ink">How a factory comes into this list</summary>
          <div className="mt-2 rounded-card border border-line bg-sunken p-3">
            <HowToRegister url={url} />
          </div>
        </details>
      )}
    </>
  );
}
