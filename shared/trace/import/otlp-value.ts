import { addAttribute, type Fields, fieldsOf, listOf, recordsOf, textOf } from "./json-fields.ts";

/** Values nest this deep at most; what lies deeper is said to. */
const deepest = 64;

/** Attributes of OTLP/JSON, `[{ key, value: { stringValue } }]`, as plain values. */
export function attributesOf(value: unknown, depth = 0): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const { key, value: one } of recordsOf(value))
    addAttribute(attributes, textOf(key), plain(one, depth + 1));
  return attributes;
}

/** Bytes stay base64; whole numbers beyond 2^53, NaN and the infinities stay text, as JSON has no number for them. */
function plain(value: unknown, depth: number): unknown {
  const one = fieldsOf(value);
  if (one === null) return value ?? null;
  if (depth > deepest) return "nested too deep to show";
  const [kind, inner] = kindAndValue(one);
  switch (kind) {
    case "int":
      return wholeNumber(inner);
    case "double": {
      const number = typeof inner === "string" && inner.trim() !== "" ? Number(inner) : inner;
      return typeof number === "number" && Number.isFinite(number) ? number : textOf(inner);
    }
    case "array":
      return listOf(fieldsOf(inner)?.values).map((part) => plain(part, depth + 1));
    case "kvlist":
      return attributesOf(fieldsOf(inner)?.values, depth);
    default:
      return inner ?? null;
  }
}

/** `stringValue` or `string_value`, whichever it has. */
function kindAndValue(value: Fields): [string, unknown] {
  for (const [key, inner] of Object.entries(value)) {
    const kind = /^(string|bool|int|double|bytes|array|kvlist)_?[vV]alue$/.exec(key)?.[1];
    if (kind !== undefined && inner !== null) return [kind, inner];
  }
  return ["none", null];
}

function wholeNumber(value: unknown): unknown {
  const number = typeof value === "string" && /^-?\d{1,20}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : textOf(value);
}
