import { useNavigate } from "@tanstack/react-router";

/** Opens the factories over whatever is on screen; the way back closes them. */
export function useOpenFactories(): () => void {
  const navigate = useNavigate();
  return () =>
    void navigate({ to: ".", search: (old) => ({ ...old, dialog: "factories" as const, of: undefined }) });
}
