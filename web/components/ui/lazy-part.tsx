import { type ComponentType, createContext, lazy, use, useEffect, useEffectEvent, useReducer } from "react";
import { ErrorState } from "./error-state.tsx";
import { notLoaded } from "./not-loaded.ts";
import { toast } from "./toast.ts";

/** Asks again for the part that what is drawn stands in the place of. */
const Again = createContext(() => {});

/**
 * A part that is loaded when it is first drawn, as with `React.lazy`. One that does not come, because the server is away
 * or serves a newer version by now, must not take the screen down: `Missing` stands in its place, and when that has gone
 * and the part is wanted again, or whoever looks at it says so, it is asked for again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Missing: ComponentType<Props> = NotLoaded,
): ComponentType<Props> {
  let Current = begin();
  function begin(): ComponentType<Props> {
    const part = lazy(() =>
      load().then(
        (loaded) => ({ default: loaded }),
        () => ({ default: InPlace as ComponentType<Props> }),
      ),
    ) as ComponentType<Props>;
    const anew = () => {
      if (Current === part) Current = begin();
    };
    function InPlace(props: Props) {
      const draw = use(Again);
      useEffect(() => anew, []);
      return (
        <Again
          value={() => {
            anew();
            draw();
          }}
        >
          <Missing {...props} />
        </Again>
      );
    }
    return part;
  }
  return function LazyPart(props) {
    const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
    return (
      <Again value={draw}>
        <Current {...props} />
      </Again>
    );
  };
}

/** In place of a part of the screen: that it is missing, and a way to ask for it again. `what` begins the sentence. */
export function missing(what: string): () => ReturnType<typeof ErrorState> {
  return function Missing() {
    return <ErrorState title={`${what} could not be loaded`} message={notLoaded} onRetry={use(Again)} />;
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

/** In place of what nobody has asked for. */
export const Nothing = (): null => null;
