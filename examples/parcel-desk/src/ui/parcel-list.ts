import { format } from "../domain/money";
import type { Parcel } from "../domain/parcel";

export function parcelRow(parcel: Parcel): string {
  return "<tr><td>" + parcel.id + "</td><td>" + parcel.to + "</td></tr>";
}

export function parcelList(parcels: Parcel[]): string {
  let html = "<table>";
  for (let i = 0; i < parcels.length; i++) {
    html = html + parcelRow(parcels[i]!);
  }
  return html + "</table>";
}

// ###FINAL_MILE_PROMPT__EMPTY_LIST###
// What the list shows when there is nothing in it yet.
// ###END_EMPTY_LIST###

export function total(parcels: Parcel[]): string {
  const cents = parcels.reduce((sum, parcel) => sum + (parcel.price?.cents ?? 0), 0);
  return format({ cents, currency: "EUR" });
}
