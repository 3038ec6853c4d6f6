/** What stands before and behind the text of a comment; no `close` where it ends with the line. */
export interface CommentStyle {
  open: string;
  close: string;
}

const block: CommentStyle = { open: "/* ", close: " */" };
const markup: CommentStyle = { open: "<!-- ", close: " -->" };
const until = (open: string): CommentStyle => ({ open: `${open} `, close: "" });

const styles: [CommentStyle, string][] = [
  [
    block,
    "js mjs cjs jsx ts mts cts tsx css scss less styl java c h cc cpp cxx hpp hh hxx cs go rs swift kt kts",
  ],
  [block, "scala sc dart groovy gradle proto sol m mm json5 jsonc glsl hlsl wgsl v sv svh pcss d zap thrift"],
  [until("//"), "zig fs fsi fsx mod"],
  [
    until("#"),
    "py pyi pyw sh bash zsh fish ksh rb rake gemspec pl pm yaml yml toml r jl ex exs nix tf tfvars hcl mk",
  ],
  [
    until("#"),
    "cmake conf cfg properties graphql gql ps1 psm1 tcl awk sed coffee cr nim jq env gitignore dockerignore",
  ],
  [until("#"), "gitattributes editorconfig npmrc bashrc zshrc profile dockerfile makefile"],
  [
    markup,
    "html htm xhtml xml svg md markdown vue svelte astro xsl xslt xsd plist csproj fsproj vbproj props targets rss",
  ],
  [until("--"), "sql lua hs elm ada adb ads vhd vhdl purs dhall"],
  [until(";"), "ini lisp lsp cl el scm ss clj cljs cljc edn rkt asm s reg"],
  [until("%"), "tex sty cls erl hrl pro"],
  [{ open: "(* ", close: " *)" }, "ml mli pas"],
  [{ open: "{/* ", close: " */}" }, "mdx"],
  [{ open: "{{!-- ", close: " --}}" }, "hbs handlebars"],
  [{ open: "{# ", close: " #}" }, "twig njk jinja jinja2 j2"],
  [until("'"), "vb vbs bas"],
  [until("rem"), "bat cmd"],
  [until("!"), "f90 f95 f03"],
];
const byEnding = new Map(
  styles.flatMap(([style, endings]) => endings.split(" ").map((one) => [one, style] as const)),
);

const byName = new Map<string, CommentStyle>([
  ...[
    "gemfile",
    "rakefile",
    "vagrantfile",
    "procfile",
    "containerfile",
    "gnumakefile",
    "justfile",
    "brewfile",
  ].map((name) => [name, until("#")] as const),
  ...["cmakelists.txt", "requirements.txt", "codeowners", "build", "workspace"].map(
    (name) => [name, until("#")] as const,
  ),
  ["jenkinsfile", block],
]);

/**
 * How a comment is written above line `at` (0-based) of a file whose lines are `lines`. Null where its kind has no
 * comments (JSON, CSV) or is not known here. In HTML and its relatives a script or style has comments of its own; in
 * PHP what is outside of `<?php` is HTML.
 */
export function commentStyle(file: string, lines: readonly string[], at: number): CommentStyle | null {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  const known = byName.get(name);
  if (known) return known;
  const ending = name.slice(name.lastIndexOf(".") + 1);
  if (ending === "php") return lastOf(lines, at, /<\?(?:php\b|=)|\?>/g)?.startsWith("<?") ? block : markup;
  const style = byEnding.get(ending) ?? (/^\.?env(\.|$)/.test(name) ? until("#") : undefined);
  if (style === markup && /^(html?|vue|svelte|astro|xhtml)$/.test(ending)) {
    const tag = lastOf(lines, at, /<\/?(?:script|style)\b[^>]*>/gi);
    return tag !== null && !tag.startsWith("</") && !tag.endsWith("/>") ? block : markup;
  }
  if (style) return style;
  return !name.includes(".") && lines[0]?.startsWith("#!") ? until("#") : null;
}

/** The last match of `pattern` above line `at`. */
function lastOf(lines: readonly string[], at: number, pattern: RegExp): string | null {
  for (let line = at - 1; line >= 0; line--) {
    const found = lines[line]!.match(pattern)?.at(-1);
    if (found !== undefined) return found;
  }
  return null;
}

/** Why nothing may stand above this first line of a file, as the end of a sentence; null where something may. */
export function mustBeFirst(file: string, line: string): string | null {
  if (line.startsWith("#!")) return "names the program that runs the file";
  if (/^<\?xml\b/.test(line)) return "is the XML declaration";
  if (/^<\?php\b/.test(line)) return "opens the PHP code";
  if (/^@charset\b/.test(line)) return "says in which encoding the style sheet is";
  if (/^---\s*$/.test(line) && !/\.ya?ml$/i.test(file)) return "opens the front matter";
  return null;
}
