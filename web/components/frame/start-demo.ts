import { startDemo } from "../../../shared/operations/system.ts";
import { call } from "../../api/call.ts";
import { toast } from "../ui/toast.ts";

/**
 * Starts the demo server and opens it beside this page. The window is opened before the answer is there, because
 * browsers allow it only as the direct result of a press.
 */
export async function startDemoNow(): Promise<void> {
  const opened = window.open("about:blank", "_blank");
  const answer = await call(startDemo, {});
  if (!answer.ok) {
    opened?.close();
    toast({ tone: "error", title: "The demo did not start", text: answer.error });
    return;
  }
  if (opened) {
    opened.opener = null;
    opened.location.href = answer.url;
    return;
  }
  toast({
    title: "The demo is running",
    action: { label: "Open it", run: () => window.open(answer.url, "_blank", "noopener") },
  });
}
