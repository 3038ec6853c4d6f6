import type { Paint } from "../session.ts";

const style = (on: boolean, open: number, close: number) => (text: string) =>
  on ? `\x1b[${open}m${text}\x1b[${close}m` : text;

export const createPaint = (on: boolean): Paint => ({
  green: style(on, 32, 39),
  red: style(on, 31, 39),
  cyan: style(on, 36, 39),
  yellow: style(on, 33, 39),
  dim: style(on, 2, 22),
  bold: style(on, 1, 22),
});
