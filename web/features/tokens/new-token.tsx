import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { OutputOf } from "../../../shared/operation.ts";
import { createToken } from "../../../shared/operations/system.ts";
import { type Role, roles } from "../../../shared/roles.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { Button } from "../../components/ui/button.tsx";
import { roleWords } from "./token-words.ts";
import { tokensQuery } from "./tokens-query.ts";

export type MadeToken = OutputOf<typeof createToken>;

/** Asks for the name and the role of a new token, and makes it. */
export function NewToken({ onMade, onCancel }: { onMade: (made: MadeToken) => void; onCancel: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const field = useRef<HTMLInputElement>(null);
  const queryClient = useQueryClient();
  useEffect(() => field.current?.focus(), []);
  const make = useMutation({
    mutationFn: (input: { name: string; role: Role }) => answer(call(createToken, input)),
    onSuccess: (made) => {
      onMade(made);
      return queryClient.invalidateQueries(tokensQuery);
    },
  });
  return (
    <form
      aria-label="New token"
      className="flex flex-col gap-3 rounded-card border border-line bg-sunken p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") field.current?.focus();
        else if (!make.isPending) make.mutate({ name: name.trim(), role });
      }}
    >
      <label className="flex flex-col gap-1.5 text-12 text-ink-2">
        Name: who or what will use it
        <input
          ref={field}
          required
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          placeholder="lint-surgeon"
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="h-8 max-w-[420px] rounded-control border border-line bg-surface-2 px-2.5 text-13 text-ink placeholder:text-ink-3"
        />
      </label>
      <fieldset>
        <legend className="mb-1.5 text-12 text-ink-2">Role: what it may do</legend>
        {roles.map((each) => (
          <label
            key={each}
            className="flex min-h-7 items-center gap-2.5 rounded-md px-2 text-12 hover:bg-surface-2 has-checked:bg-surface-2"
          >
            <input
              type="radio"
              name="role"
              value={each}
              checked={role === each}
              onChange={() => setRole(each)}
              className="accent-accent"
            />
            <span className="w-16 font-semibold">{each}</span>
            <span className="text-ink-2">{roleWords[each]}</span>
          </label>
        ))}
      </fieldset>
      {make.error && (
        <p role="alert" className="text-12 text-red-ink">
          {make.error.message}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={make.isPending}>
          Make the token
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
