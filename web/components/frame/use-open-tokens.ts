import { useNavigate } from "@tanstack/react-router";

/** Opens the tokens over whatever is on screen; the way back closes them. */
export function useOpenTokens(): () => void {
  const navigate = useNavigate();
  return () => void navigate({ to: ".", search: (old) => ({ ...old, dialog: "tokens" as const }) });
}
