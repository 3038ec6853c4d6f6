import { count } from "../data/parcel-store";

export interface Health {
  ok: boolean;
  parcels: number;
}

export function health(): Health {
  return { ok: true, parcels: count() };
}
