import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Leads to the factories, over the screen that it stands on; to one of them where it is named. */
export function FactoriesLink({ of, children }: { of?: string; children: ReactNode }) {
  return (
    <Link
      to="."
      search={(old) => ({ ...old, dialog: "factories" as const, of })}
      className="text-cyan underline underline-offset-2"
    >
      {children}
    </Link>
  );
}
