import { useEffect, useRef, useState } from "react";

const TYPING_MS = 180;
const MOST = 200;

/**
 * The words of a search field: `type` them, they are said when the typing rests; `say` says them now, `clear` says none. What is searched
 * for has no spaces around it, what is typed keeps them: the field takes over only what was not said by itself.
 */
export function useSearchText(value: string, onChange: (value: string) => void) {
  const [text, setText] = useState(value);
  const said = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef(onChange);
  useEffect(() => {
    newest.current = onChange;
  });
  // it may change without typing: by a link, by clearing the filters
  useEffect(() => {
    if (value === said.current) return;
    said.current = value;
    clearTimeout(timer.current);
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const say = (next: string) => {
    clearTimeout(timer.current);
    const wanted = next.trim().slice(0, MOST);
    if (wanted === said.current) return;
    said.current = wanted;
    newest.current(wanted);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => say(next), TYPING_MS);
  };
  const clear = () => {
    setText("");
    say("");
  };
  /** what was typed is not said any more */
  const drop = () => clearTimeout(timer.current);
  return { text, type, say: () => say(text), clear, drop };
}
