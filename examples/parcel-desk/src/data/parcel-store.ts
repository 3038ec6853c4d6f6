import type { Parcel, ParcelState } from "../domain/parcel";

const rows = new Map<string, Parcel>();

export function save(parcel: Parcel): void {
  rows.set(parcel.id, { ...parcel });
}

export function find(id: string): Parcel | undefined {
  return rows.get(id);
}

export function listByState(state: ParcelState): Parcel[] {
  const found: Parcel[] = [];
  rows.forEach((parcel) => {
    if (parcel.state === state) found.push(parcel);
  });
  return found;
}

export function count(): number {
  return rows.size;
}
