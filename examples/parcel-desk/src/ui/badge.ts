import type { ParcelState } from "../domain/parcel";

const colours: Record<ParcelState, string> = {
  announced: "grey",
  accepted: "blue",
  in_transit: "blue",
  delivered: "green",
  returned: "red",
};

export function badge(state: ParcelState): string {
  return `<span class="badge ${colours[state]}">${state}</span>`;
}
