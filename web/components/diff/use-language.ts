import { useEffect, useState } from "react";
import { ensureLanguage, isLoaded } from "./highlighter.ts";
import { languageOf } from "./language.ts";

/** The grammars of these files that are loaded by now; the others are fetched, and the component drawn again. */
export function useLanguages(paths: readonly string[]): (path: string) => string | null {
  const wanted = [...new Set(paths.flatMap((path) => languageOf(path) ?? []))].sort().join(" ");
  const [, setLoaded] = useState("");
  useEffect(() => {
    let gone = false;
    for (const language of wanted.split(" "))
      if (language && !isLoaded(language))
        ensureLanguage(language).then((loaded) => {
          if (loaded && !gone) setLoaded((before) => `${before} ${language}`);
        });
    return () => {
      gone = true;
    };
  }, [wanted]);
  return (path) => {
    const language = languageOf(path);
    return language && isLoaded(language) ? language : null;
  };
}
