import { type ComponentType, lazy, useEffect, useEffectEvent } from "react";
import { toast } from "./toast.ts";

/**
 * A part that is loaded when it is first drawn, as with `React.lazy`. One that does not come, because the server is away
 * or serves a newer version by now, must not take the screen down: `Missing` stands in its place, and when that has gone
 * and the part is wanted again, it is asked for again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Missing: ComponentType<Props> = NotLoaded,
): ComponentType<Props> {
  function InPlace(props: Props) {
    useEffect(
      () => () => {
        Current = begin();
      },
      [],
    );
    return <Missing {...props} />;
  }
  const begin = () =>
    lazy(() =>
      load().then(
        (part) => ({ default: part }),
        () => ({ default: InPlace as ComponentType<Props> }),
      ),
    ) as ComponentType<Props>;
  let Current = begin();
  return function LazyPart(props) {
    return <Current {...props} />;
  };
}

/** In place of something that opens over the screen: a word in the corner, and it counts as closed. */
export function NotLoaded({
  open = true,
  onClose,
  onOpenChange,
}: {
  open?: boolean;
  onClose?: () => void;
  onOpenChange?: (open: false) => void;
}): null {
  const close = useEffectEvent(() => {
    toast({ tone: "error", title: "This could not be loaded", text: notLoaded });
    onClose?.();
    onOpenChange?.(false);
  });
  useEffect(() => {
    if (open) close();
  }, [open]);
  return null;
}

export const notLoaded =
  "The server did not answer. Try it again once it does; if it was updated, reload the page.";

/** In place of what nobody has asked for. */
export const Nothing = (): null => null;
