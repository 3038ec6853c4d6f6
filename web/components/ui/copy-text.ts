import { toast } from "./toast.ts";

/** Puts text on the clipboard; false, and a toast that says why, where the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast({
      tone: "error",
      title: "The browser did not allow copying",
      text: "Select the text and copy it by hand.",
    });
    return false;
  }
}
