import { Link } from "@tanstack/react-router";
import { EmptyState } from "../ui/empty-state.tsx";

export function NotFound() {
  return (
    <EmptyState
      title="There is no such screen"
      action={
        <Link to="/patches" className="font-semibold text-accent hover:underline">
          Go to Patches
        </Link>
      }
    >
      The address may be from another version.
    </EmptyState>
  );
}
