/** What a picture in little is drawn with. */
export interface StripPen {
  /** `colour`: as a style has it, `var(--name)`. */
  fill(colour: string, x: number, y: number, width: number, height: number): void;
  /** how much of what lies below is seen through what is drawn from now on: 1, nothing */
  strength(share: number): void;
}

/** Clears a canvas and gives it the size, pixels of the page. Null: the browser has no memory for it. */
export function stripPen(canvas: HTMLCanvasElement, width: number, height: number): StripPen | null {
  const scale = devicePixelRatio;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  pen.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const known = new Map<string, string>();
  const colourOf = (colour: string): string => {
    let value = known.get(colour);
    if (value === undefined) {
      value = style.getPropertyValue(colour.slice(4, -1));
      known.set(colour, value);
    }
    return value;
  };
  return {
    fill(colour, x, y, wide, high) {
      pen.fillStyle = colourOf(colour);
      pen.fillRect(x, y, wide, high);
    },
    strength(share) {
      pen.globalAlpha = share;
    },
  };
}
