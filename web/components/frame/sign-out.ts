import { signOut } from "../../../shared/operations/system.ts";
import { call } from "../../api/call.ts";
import { sessionStore } from "../../api/session-store.ts";
import { toast } from "../ui/toast.ts";

/** Ends this browser's session and shows the sign-in. */
export async function signOutNow(): Promise<void> {
  const answer = await call(signOut, {});
  if (answer.ok || answer.code === "UNAUTHENTICATED" || answer.code === "TOKEN_REVOKED")
    sessionStore.setState({ signedOut: "UNAUTHENTICATED" });
  else toast({ tone: "error", title: "Could not sign out", text: answer.error });
}
