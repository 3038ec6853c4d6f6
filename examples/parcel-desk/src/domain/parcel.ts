import type { Money } from "./money";

export type ParcelState = "announced" | "accepted" | "in_transit" | "delivered" | "returned";

export interface Parcel {
  id: string;
  from: string;
  to: string;
  grams: number;
  state: ParcelState;
  price: Money | null;
}

const next: Record<ParcelState, ParcelState[]> = {
  announced: ["accepted"],
  accepted: ["in_transit", "returned"],
  in_transit: ["delivered", "returned"],
  delivered: [],
  returned: [],
};

export function mayMove(parcel: Parcel, to: ParcelState): boolean {
  for (const state of next[parcel.state]) {
    if (state === to) {
      return true;
    }
  }
  return false;
}

// ###FINAL_MILE_PROMPT__MOVE_PARCEL###
// Move a parcel to a state it may take; throw where it may not.
// ###END_MOVE_PARCEL###

export function describe(parcel: Parcel): string {
  return parcel.id + ": " + parcel.from + " to " + parcel.to;
}
