import type { StageFamily } from "../../../../shared/models/span.ts";

/** A bar's colour and that of the text on it, 4.5:1 and more. Canvas and DOM draw with the same. */
export interface Look {
  fill: string;
  ink: string;
}

const dark = "var(--bg)";

export const familyLooks: Record<StageFamily, Look> = {
  received: { fill: "var(--slate)", ink: "#fff" },
  processing: { fill: "var(--cobalt)", ink: dark },
  outbound: { fill: "var(--violet)", ink: dark },
  response: { fill: "var(--cyan)", ink: dark },
  replay: { fill: "var(--replay)", ink: dark },
  other: { fill: "var(--sand)", ink: dark },
};
export const errorLook: Look = { fill: "var(--red)", ink: dark };
