import type { ProgramView } from "./program-view.ts";
import { createRecent } from "./recent.ts";
import { type Kinds, shapeOf } from "./shape.ts";

/** What others see of a version of a file; null where that is everything: a script, an augmentation, no such file. */
export type Shape = string | null;

/** Shapes by version of a file, so that an edit can be compared with what it replaces. */
export interface Shapes {
  /** Looks at the file as the project has it now, and keeps that as this version's. */
  learn(view: ProgramView, path: string, version: string): Promise<Shape>;
  /** undefined: nobody looked while the compiler had that version */
  get(path: string, version: string): Shape | undefined;
}

const kept = 500;

export function createShapes(kinds: Kinds): Shapes {
  const known = createRecent<{ shape: Shape }>(kept);
  const keyOf = (path: string, version: string): string => `${version} ${path}`;

  async function look(view: ProgramView, path: string): Promise<Shape> {
    const source = await view.syntax(path);
    if (source === undefined || source.externalModuleIndicator === undefined) return null;
    if ((source.moduleAugmentations?.length ?? 0) > 0 || /\bdeclare\s+global\b/.test(source.text))
      return null;
    // the compiler reads types out of the comments of JavaScript
    return /\.[cm]?jsx?$/.test(path) ? source.text : shapeOf(source, kinds);
  }

  return {
    async learn(view, path, version) {
      const shape = known.get(keyOf(path, version))?.shape ?? (await look(view, path));
      known.set(keyOf(path, version), { shape });
      return shape;
    },
    get: (path, version) => known.get(keyOf(path, version))?.shape,
  };
}
