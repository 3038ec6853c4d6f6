import { signOut } from "../../../shared/operations/system.ts";
import { call } from "../../api/call.ts";
import { sessionStore } from "../../api/session-store.ts";
import { toast } from "../ui/toast.ts";

const channel = "mission-control-session";

/** Ends this browser's session and shows the sign-in. */
export async function signOutNow(): Promise<void> {
  const answer = await call(signOut, {});
  if (answer.ok || answer.code === "UNAUTHENTICATED" || answer.code === "TOKEN_REVOKED") {
    sessionStore.setState({ signedOut: "UNAUTHENTICATED" });
    const tell = new BroadcastChannel(channel);
    tell.postMessage("signed out");
    tell.close();
  } else toast({ tone: "error", title: "Could not sign out", text: answer.error });
}

/** Another tab shares the session: where one signs out, the others show no more either. Returns what ends it. */
export function hearSignOut(): () => void {
  const hear = new BroadcastChannel(channel);
  hear.onmessage = () => sessionStore.setState({ signedOut: "UNAUTHENTICATED" });
  return () => hear.close();
}
