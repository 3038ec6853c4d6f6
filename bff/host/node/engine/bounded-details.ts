type Details = Record<string, unknown>;

/**
 * The details of a refusal as an event carries them: at most `limit` bytes of JSON. Short facts go first, whatever
 * their place; then long lists keep their first elements (candidates come best first) and long texts their head.
 * `cut` names what was shortened or left out.
 */
export function boundedDetails(details: Details, limit: number): Details {
  if (size(details) <= limit) return details;
  const cut: string[] = [];
  const kept: Details = {};
  // room for the names of what is cut
  let left = limit - size({ cut: Object.keys(details) });
  const fields = Object.entries(details).filter(([, value]) => value !== undefined);
  const bySize = fields.map(([name, value]) => ({ name, value, bytes: size({ [name]: value }) }));
  bySize.sort((a, b) => a.bytes - b.bytes);
  for (const [at, { name, value, bytes }] of bySize.entries()) {
    // what remains is shared among the fields that are still to come, all of them longer
    const share = Math.floor(left / (bySize.length - at));
    const short = bytes <= share ? value : shortened(value, share - size({ [name]: "" }));
    if (short !== value) cut.push(name);
    if (short === undefined) continue;
    kept[name] = short;
    left -= size({ [name]: short });
  }
  const named = Object.fromEntries(fields.flatMap(([name]) => (name in kept ? [[name, kept[name]]] : [])));
  return { ...named, cut: fields.map(([name]) => name).filter((name) => cut.includes(name)) };
}

function shortened(value: unknown, bytes: number): unknown {
  if (Array.isArray(value)) {
    let left = bytes;
    const end = value.findIndex((element) => {
      left -= size(element) + 1;
      return left < 0;
    });
    return value.slice(0, end);
  }
  if (typeof value !== "string" || bytes < 4) return undefined;
  let end = Math.min(value.length, bytes);
  while (end > 0 && size(value.slice(0, end)) > bytes) end = Math.floor(end * 0.8);
  return `${value.slice(0, end)}…`;
}

const encoder = new TextEncoder();
const size = (value: unknown): number => encoder.encode(JSON.stringify(value) ?? "").length;
