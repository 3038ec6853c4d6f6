import { lazy, Suspense, useState } from "react";
import { useStore } from "zustand";
import { toastStore } from "./toast.ts";

const ToastList = lazy(() => import("./toast-list.tsx").then((file) => ({ default: file.ToastList })));

/** Where toasts appear; mounted once. What draws them is loaded with the first. */
export function Toaster() {
  const some = useStore(toastStore, (state) => state.toasts.length > 0);
  const [wanted, setWanted] = useState(false);
  if (some && !wanted) setWanted(true);
  return <Suspense>{wanted && <ToastList />}</Suspense>;
}
