/** A value once is text, the same name several times a list: `?status=failed&order=ORD-1&order=ORD-2`. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const params = new URLSearchParams(text);
  const search: Record<string, string | string[]> = {};
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    search[name] = values.length === 1 ? values[0]! : values;
  }
  return search;
}

/** What is undefined, empty or an empty list has no place in a link. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") params.append(name, String(one));
    }
  }
  // a slash needs no escape in a query, and paths are easier to read with it
  const text = params.toString().replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}
