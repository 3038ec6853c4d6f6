/**
 * What a flag takes: `text` one value, `list` a value each time it is given, `whole` a whole number (any sign: the
 * engine, not the command line, says that line 0 is out of range), `yes` nothing.
 */
export type FlagKind = "text" | "list" | "whole" | "yes";
export type FlagSpec = Readonly<Record<string, { kind: FlagKind; value?: string; help: string }>>;

interface Values {
  text: string;
  list: string[];
  whole: number;
  yes: boolean;
}
export type Flags<S extends FlagSpec> = { [Name in keyof S]?: Values[S[Name]["kind"]] };

export type Parsed<S extends FlagSpec> =
  | { ok: true; flags: Flags<S>; rest: string[] }
  | { ok: false; problems: string[] };

/**
 * Reads `--name value`, `--name=value`, `--name` and plain arguments; after `--` everything is plain. A value may begin
 * with a dash, because blocks of code and diffs do. All problems come back at once, each saying what to write instead.
 */
export function parseFlags<const S extends FlagSpec>(argv: readonly string[], spec: S): Parsed<S> {
  const flags: Record<string, Values[FlagKind]> = {};
  const rest: string[] = [];
  const problems: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === "--") {
      rest.push(...argv.slice(at + 1));
      break;
    }
    if (!word.startsWith("--")) {
      if (word.length > 1 && word.startsWith("-")) problems.push(unknown(word, spec));
      else rest.push(word);
      continue;
    }
    const cut = word.indexOf("=");
    const name = cut === -1 ? word.slice(2) : word.slice(2, cut);
    const inline = cut === -1 ? undefined : word.slice(cut + 1);
    const kind = Object.hasOwn(spec, name) ? spec[name]!.kind : undefined;
    if (kind === undefined) {
      problems.push(unknown(`--${name}`, spec));
      continue;
    }
    if (kind === "yes") {
      if (inline === undefined || inline === "true") flags[name] = true;
      else if (inline === "false") flags[name] = false;
      else problems.push(`--${name} is a switch and takes no value (got "${inline}").`);
      continue;
    }
    const value = inline ?? argv[++at];
    if (value === undefined) {
      problems.push(`--${name} needs a value: --${name} <${spec[name]!.value ?? "value"}>.`);
      continue;
    }
    if (kind === "list") flags[name] = [...((flags[name] as string[] | undefined) ?? []), value];
    else if (flags[name] !== undefined) problems.push(`--${name} was given twice; give it once.`);
    else if (kind === "text") flags[name] = value;
    else if (/^-?\d{1,15}$/.test(value)) flags[name] = Number(value);
    else problems.push(`--${name} takes a whole number (got "${value}").`);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, flags: flags as Flags<S>, rest };
}

function unknown(flag: string, spec: FlagSpec): string {
  const asked = flag.replace(/^-+/, "").toLowerCase().replaceAll("_", "-");
  const near = Object.keys(spec).find(
    (name) => name === asked || name.startsWith(asked) || asked.startsWith(name),
  );
  return near === undefined
    ? `There is no ${flag} here. It takes: ${Object.keys(spec)
        .map((name) => `--${name}`)
        .join(" ")}.`
    : `There is no ${flag}; did you mean --${near}?`;
}
