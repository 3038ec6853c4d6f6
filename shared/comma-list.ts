/** Several values in one text, as a query of HTTP holds them: `a,b`. A comma of a value itself is written `\,`. */
export const toCommaList = (values: readonly unknown[]): string =>
  values.map((value) => String(value).replace(/\\(?=[\\,]|$)|,/g, "\\$&")).join(",");

/** The values again; what is empty is none. A backslash before anything but a comma or another one is itself. */
export const fromCommaList = (text: string): string[] =>
  (text.match(/(?:\\[\\,]|[^,])+/g) ?? []).map((part) => part.replace(/\\([\\,])/g, "$1"));
