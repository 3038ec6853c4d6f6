/** What the browser knows about the page: network and visibility. Outside a browser: always online, always shown. */
export interface PageSignals {
  online(): boolean;
  stop(): void;
}

/** `onBack` is called when the network returns and when a hidden page is shown again. */
export function watchPage({ onBack }: { onBack: () => void }): PageSignals {
  const page = typeof document === "undefined" ? null : document;
  const view = typeof window === "undefined" ? null : window;
  const shown = () => {
    if (page?.visibilityState === "visible") onBack();
  };
  view?.addEventListener("online", onBack);
  page?.addEventListener("visibilitychange", shown);
  return {
    // `onLine` is only believed when it says no: a page served from this machine works without a network.
    online: () => view === null || navigator.onLine,
    stop() {
      view?.removeEventListener("online", onBack);
      page?.removeEventListener("visibilitychange", shown);
    },
  };
}
