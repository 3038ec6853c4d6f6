import type { Plugin } from "vite";

/** What of a build's chunk is looked at. */
interface Chunk {
  facadeModuleId?: string | null;
  imports: string[];
}

/** The chunk of a screen and all that it imports, without what the page itself brings; as the browser asks for them. */
export function chunksOf(screen: string, bundle: Readonly<Record<string, Chunk | object>>): string[] {
  const chunks = new Map(
    Object.entries(bundle).flatMap(([name, one]) => ("imports" in one ? [[name, one as Chunk]] : [])),
  );
  const named = (end: string) => [...chunks].find(([, chunk]) => chunk.facadeModuleId?.endsWith(end))?.[0];
  const below = (name: string | undefined, found = new Set<string>()): Set<string> => {
    if (name === undefined || found.has(name)) return found;
    found.add(name);
    for (const next of chunks.get(name)?.imports ?? []) below(next, found);
    return found;
  };
  const brought = below(named("/index.html"));
  return [...below(named(screen))].filter((name) => !brought.has(name)).map((name) => `/${name}`);
}

/** Where the page says which files the Traces screen is in. */
const place = '<meta name="traces-screen" content="" />';

/**
 * Tells the page which files the Traces screen is in, in a `meta` that `public/early.js` reads: a link to a trace asks
 * for them at once, not when the router has found out. Others do not pay for it.
 */
export function screenChunks(): Plugin {
  return {
    name: "screen-chunks",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        if (bundle === undefined) return html;
        if (!html.includes(place)) throw new Error(`web/index.html has no ${place}`);
        // what asks for the trace is needed before what draws it
        const files = new Set(
          ["/web/features/traces/prefetch-trace.ts", "/web/traces-screen.tsx"].flatMap((screen) =>
            chunksOf(screen, bundle),
          ),
        );
        return html.replace(place, place.replace('content=""', `content="${[...files].join(" ")}"`));
      },
    },
  };
}
