import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ErrorCode } from "../../../shared/errors.ts";
import { signIn } from "../../../shared/operations/system.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { sessionStore } from "../../api/session-store.ts";
import { Button } from "../ui/button.tsx";

/** Asks for a token. `wasIn`: a session has ended under the reader, who comes back to where they were. */
export function SignIn({ code, wasIn }: { code: ErrorCode; wasIn: boolean }) {
  const [token, setToken] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const queryClient = useQueryClient();
  useEffect(() => {
    document.title = "Sign in · Mission Control";
    field.current?.focus();
  }, []);
  const attempt = useMutation({
    mutationFn: (given: string) => answer(call(signIn, { token: given })),
    onSuccess: () => {
      queryClient.clear();
      sessionStore.setState({ signedOut: null });
    },
    onError: () => field.current?.select(),
  });

  return (
    <main className="grid h-full place-content-center p-6">
      <form
        className="flex w-[min(400px,calc(100vw-48px))] flex-col gap-4 rounded-card border border-line bg-surface p-6"
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== "") attempt.mutate(token.trim());
        }}
      >
        <div className="flex items-center gap-3">
          <img src="/favicon.svg" alt="" className="size-8" />
          <div>
            <h1 className="font-semibold text-14">Sign in to Mission Control</h1>
            <p className="text-12 text-ink-2">{reason(code, wasIn)}</p>
          </div>
        </div>
        <p className="text-ink-2">
          The server printed a link when it started. Opening it signs this browser in:
          <code className="mt-2 block overflow-x-auto whitespace-nowrap rounded-md border border-line bg-sunken px-2.5 py-1.5 font-mono text-12 text-ink">
            {location.origin}/signin?code=…
          </code>
        </p>
        <label className="flex flex-col gap-1.5 text-12 text-ink-2">
          Or paste a token
          <input
            ref={field}
            type="password"
            autoComplete="current-password"
            spellCheck={false}
            value={token}
            onChange={(event) => setToken(event.target.value)}
            aria-invalid={attempt.isError}
            className="h-8 rounded-control border border-line bg-surface-2 px-2.5 font-mono text-12 text-ink aria-invalid:border-red/60"
          />
        </label>
        {attempt.error && (
          <p role="alert" className="text-12 text-red-ink">
            {attempt.error.message}
          </p>
        )}
        <Button type="submit" variant="primary" className="h-8" disabled={attempt.isPending}>
          Sign in
        </Button>
      </form>
    </main>
  );
}

function reason(code: ErrorCode, wasIn: boolean): string {
  if (code === "TOKEN_REVOKED") return "The token of this browser was revoked.";
  return wasIn ? "The session has ended. Sign in to go on here." : "This server answers to those it knows.";
}
