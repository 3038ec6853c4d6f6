import {
  type ComponentType,
  createContext,
  lazy,
  use,
  useEffect,
  useEffectEvent,
  useReducer,
  useRef,
} from "react";
import { toast } from "./toast.ts";

const AskAgain = createContext<() => void>(() => {});
/** Asks again for the part in whose place one stands. */
export const useAskAgain = (): (() => void) => use(AskAgain);

/**
 * A part that is loaded when it is first drawn, as with `React.lazy`. One that does not come, because the server is away
 * or serves a newer version by now, must not take the screen down: `Missing` stands in its place, and when that has gone
 * and the part is wanted again, it is asked for again. `useAskAgain` asks from within it.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Missing: ComponentType<NoInfer<Props>> = NotLoaded,
): ComponentType<Props> {
  function begin(): ComponentType<Props> {
    const asked = lazy(() =>
      load().then(
        (part) => ({ default: part }),
        () => ({ default: InPlace as ComponentType<Props> }),
      ),
    ) as ComponentType<Props>;
    function InPlace(props: Props) {
      useEffect(() => () => forget(asked), []);
      return <Missing {...props} />;
    }
    return asked;
  }
  let Current = begin();
  /** It is drawn in several places perhaps: the first that says so has it asked for anew, for all. */
  function forget(asked: ComponentType<Props>): void {
    if (Current === asked) Current = begin();
  }
  return function LazyPart(props) {
    const [, draw] = useReducer((times: number) => times + 1, 0);
    const Asked = Current;
    const askAgain = () => {
      forget(Asked);
      draw();
    };
    return (
      <AskAgain value={askAgain}>
        <Asked {...props} />
      </AskAgain>
    );
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
  const askAgain = useAskAgain();
  // what stands there closed did not come when nobody needed it yet
  const needed = useRef(open);
  const say = useEffectEvent(() => {
    if (!needed.current) return askAgain();
    needed.current = false;
    toast({ tone: "error", title: "This could not be loaded", text: notLoaded });
    onClose?.();
    onOpenChange?.(false);
  });
  useEffect(() => {
    if (open) say();
  }, [open]);
  return null;
}

export const notLoaded =
  "The server did not answer. Try it again once it does; if it was updated, reload the page.";

/** In place of what nobody has asked for. */
export const Nothing = (): null => null;
