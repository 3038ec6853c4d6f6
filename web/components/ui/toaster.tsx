import { Suspense, useEffect, useEffectEvent, useState } from "react";
import { useStore } from "zustand";
import { lazyPart } from "./lazy-part.tsx";
import { toastStore } from "./toast.ts";

const ToastList = lazyPart<{ onMissing: () => void }>(
  () => import("./toast-list.tsx").then((file) => file.ToastList),
  Unsaid,
);

/** Where toasts appear; mounted once. What draws them is loaded with the first. */
export function Toaster() {
  const some = useStore(toastStore, (state) => state.toasts.length > 0);
  const [wanted, setWanted] = useState(false);
  if (some && !wanted) setWanted(true);
  return <Suspense>{wanted && <ToastList onMissing={() => setWanted(false)} />}</Suspense>;
}

/** What draws them did not come: the next toast asks for it again, and these would be old by then. */
function Unsaid({ onMissing }: { onMissing: () => void }): null {
  const drop = useEffectEvent(() => {
    toastStore.setState({ toasts: [] });
    onMissing();
  });
  useEffect(() => drop(), []);
  return null;
}
