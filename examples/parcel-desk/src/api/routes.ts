import { count, find, save } from "../data/parcel-store";
import { priceOf, zoneOf } from "../domain/tariff";
import { parseParcel } from "./validate";

export interface Answer {
  status: number;
  body: unknown;
}

export type Handler = (params: Record<string, string>, body: unknown) => Answer;

export const routes: Record<string, Handler> = {
  "GET /parcels/count": () => ({ status: 200, body: { count: count() } }),

  "GET /parcels/:id": ({ id }) => {
    const parcel = find(id ?? "");
    return parcel ? { status: 200, body: parcel } : { status: 404, body: "no such parcel" };
  },

  "POST /parcels": (_params, body) => {
    const parsed = parseParcel(body);
    if (!parsed.ok) return { status: 400, body: parsed.problems };
    const parcel = { ...parsed.value };
    parcel.price = priceOf(parcel, zoneOf(parcel.from, parcel.to));
    save(parcel);
    return { status: 201, body: parcel };
  },
  // routes: end
};
