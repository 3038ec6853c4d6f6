import { useNavigate } from "@tanstack/react-router";

/** Opens the leases over whatever is on screen; the way back closes them. */
export function useOpenLeases(): () => void {
  const navigate = useNavigate();
  return () => void navigate({ to: ".", search: (old) => ({ ...old, dialog: "leases" as const }) });
}
