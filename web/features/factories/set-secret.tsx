import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Factory } from "../../../shared/models/factory.ts";
import { setFactorySecret } from "../../../shared/operations/factories.ts";
import { answer, RefusedError } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { factoriesQuery } from "../../api/factories-query.ts";
import { Button } from "../../components/ui/button.tsx";
import { toast } from "../../components/ui/toast.ts";
import {
  asksForScheme,
  type SecretField as Field,
  fieldErrors,
  headerValue,
  otherOrigin,
} from "./factory-words.ts";
import { SecretField } from "./secret-field.tsx";

/** Asks for the token of a factory, where it goes and in which header. What was typed is gone when this is. */
export function SetSecret({ factory, onDone }: { factory: Factory; onDone: () => void }) {
  const { name, secret } = factory;
  const [url, setUrl] = useState(factory.url ?? secret?.origin ?? "");
  const [header, setHeader] = useState(secret?.header ?? "authorization");
  const [token, setToken] = useState("");
  const [bearer, setBearer] = useState(true);
  const [missing, setMissing] = useState<Partial<Record<Field, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: (input: { url: string; header: string; value: string }) =>
      answer(call(setFactorySecret, { name, ...input })),
    // nor does it stay among what was asked for
    gcTime: 0,
    onSuccess: async ({ secret: kept }) => {
      const text = `It is sent to ${kept.origin} as ${kept.header}, and not shown again.`;
      toast({ tone: "success", title: `The token of ${name} is kept`, text });
      await client.invalidateQueries(factoriesQuery);
      onDone();
    },
  });
  const refused = keep.error instanceof RefusedError ? keep.error : null;
  const errors =
    keep.error === null
      ? null
      : fieldErrors({ error: keep.error.message, ...(refused?.details && { details: refused.details }) });
  const wrong = { ...missing, ...errors?.of };
  useEffect(() => form.current?.querySelector<HTMLElement>("[name=value]")?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each refusal and each try, not with each key
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [keep.error, missing]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (keep.isPending) return;
    keep.reset();
    const empty = {
      ...(url.trim() === "" ? { url: "Say where it answers." } : {}),
      ...(header.trim() === "" ? { header: "Most factories take authorization." } : {}),
      ...(token.trim() === "" ? { value: "Paste the token that the factory takes." } : {}),
    };
    setMissing(empty);
    if (Object.keys(empty).length > 0) return;
    keep.mutate({ url: url.trim(), header: header.trim(), value: headerValue(header, token, bearer) });
  };
  /** What was refused is another thing now. */
  const typed = (set: () => void) => {
    set();
    setMissing({});
    keep.reset();
  };
  const scheme = asksForScheme(header, token);
  return (
    <form
      ref={form}
      noValidate
      aria-label={`Token of ${name}`}
      onSubmit={submit}
      className="flex flex-col gap-3 rounded-card border border-line bg-sunken p-3"
    >
      <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,6fr)] items-start gap-3">
        <SecretField
          label="Address"
          name="url"
          inputMode="url"
          maxLength={2000}
          placeholder="https://factory.example.com"
          value={url}
          onChange={({ target }) => typed(() => setUrl(target.value))}
          error={wrong.url}
          hint={
            <Hint warn={otherOrigin(url, factory.url)}>
              It goes to this origin alone, over https or within this machine.
            </Hint>
          }
        />
        <SecretField
          label="Header"
          name="header"
          maxLength={100}
          value={header}
          onChange={({ target }) => typed(() => setHeader(target.value))}
          error={wrong.header}
          hint="Most take authorization."
        />
        <SecretField
          label={secret === undefined ? "Token" : "New token"}
          name="value"
          type="password"
          // keeps a browser from filling in the reader's own
          autoComplete="new-password"
          maxLength={4096}
          value={token}
          onChange={({ target }) => typed(() => setToken(target.value))}
          error={wrong.value}
          hint={
            <>
              Sent as{" "}
              <code className="font-mono text-ink">
                {header.trim().toLowerCase() || "…"}: {headerValue(header, "•••", bearer && scheme)}
              </code>
              , and not shown again.
            </>
          }
        />
      </div>
      {errors?.rest && (
        <p role="alert" className="text-12 text-red-ink">
          {errors.rest}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" disabled={keep.isPending}>
          {keep.isPending ? "Keeping…" : secret === undefined ? "Keep the token" : "Replace the token"}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
        {scheme && (
          <label className="ml-auto flex items-center gap-2 text-12 text-ink-2">
            <input
              type="checkbox"
              checked={bearer}
              onChange={({ target }) => setBearer(target.checked)}
              className="accent-accent"
            />
            Put “Bearer” before it
          </label>
        )}
      </div>
    </form>
  );
}

function Hint({ warn, children }: { warn: string | null; children: string }) {
  return warn === null ? children : <span className="text-yellow">{warn}</span>;
}
