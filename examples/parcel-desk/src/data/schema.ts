export interface Column {
  name: string;
  type: "text" | "integer";
  nullable?: boolean;
}

export interface Table {
  name: string;
  columns: Column[];
}

export const parcels: Table = {
  name: "parcels",
  columns: [
    { name: "id", type: "text" },
    { name: "from_place", type: "text" },
    { name: "to_place", type: "text" },
    { name: "grams", type: "integer" },
    { name: "state", type: "text" },
  ],
};

export const tables: Table[] = [parcels];
