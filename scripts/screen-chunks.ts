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

/** Where the page says which files a screen is in, and the modules that it begins with: what asks, then what draws. */
const screens = {
  '<meta name="traces-screen" content="" />': [
    "/web/features/traces/prefetch-trace.ts",
    "/web/traces-screen.tsx",
  ],
  '<meta name="compare-screen" content="" />': [
    "/web/features/traces/compare/prefetch-comparison.ts",
    "/web/features/traces/compare/compare-screen.tsx",
  ],
};

/**
 * Tells the page which files the screens of traces are in, in `meta`s that `public/early.js` reads: a link to a trace asks
 * for them at once, not when the router has found out. Others do not pay for it.
 */
export function screenChunks(): Plugin {
  return {
    name: "screen-chunks",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        if (bundle === undefined) return html;
        return Object.entries(screens).reduce((page, [place, modules]) => {
          if (!page.includes(place)) throw new Error(`web/index.html has no ${place}`);
          const files = new Set(modules.flatMap((one) => chunksOf(one, bundle)));
          return page.replace(place, place.replace('content=""', `content="${[...files].join(" ")}"`));
        }, html);
      },
    },
  };
}
