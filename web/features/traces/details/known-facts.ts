/** Something that a span says in the words of OpenTelemetry, for a reader. */
export interface KnownFact {
  name: string;
  value: string;
}

const count = new Intl.NumberFormat("en");

/**
 * What a span says of a model call (`gen_ai.*`) or of the code it ran (`code.*`), by the names of OpenTelemetry's
 * conventions, older spellings as well. Whatever else it carries stands in its details.
 */
export function knownFacts(details: Record<string, unknown>): KnownFact[] {
  const says = (...keys: string[]): string => {
    for (const from of [details.attributes, details])
      for (const key of keys) {
        const text = plainText(fieldOf(from, key));
        if (text !== "") return text;
      }
    return "";
  };
  const model = says("gen_ai.request.model");
  const answered = says("gen_ai.response.model");
  const facts: KnownFact[] = [
    { name: "AI call", value: says("gen_ai.operation.name") },
    { name: "Provider", value: says("gen_ai.provider.name", "gen_ai.system") },
    { name: "Agent", value: says("gen_ai.agent.name", "gen_ai.agent.id") },
    { name: "Tool", value: says("gen_ai.tool.name") },
    {
      name: "Model",
      value:
        model !== "" && answered !== "" && model !== answered ? `${model} → ${answered}` : model || answered,
    },
    {
      name: "Tokens",
      value: tokensText(
        says("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
        says("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
      ),
    },
    { name: "Finished", value: says("gen_ai.response.finish_reasons") },
    {
      name: "Function",
      value: functionText(says("code.function.name", "code.function"), says("code.namespace")),
    },
    {
      name: "Code",
      value: placeText(
        says("code.file.path", "code.filepath"),
        says("code.line.number", "code.lineno"),
        says("code.column.number", "code.column"),
      ),
    },
  ];
  return facts.filter(({ value }) => value !== "");
}

const fieldOf = (from: unknown, key: string): unknown =>
  typeof from === "object" && from !== null && Object.hasOwn(from, key)
    ? (from as Record<string, unknown>)[key]
    : undefined;

/** Text of a plain value or of a list of them; "" for all else. */
function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).filter(Boolean).join(", ");
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}

/** Numbers may come as text: 64 bits of them do not fit JSON. */
const countText = (text: string): string => (/^\d+$/.test(text) ? count.format(BigInt(text)) : text);

const tokensText = (into: string, out: string): string =>
  [into && `${countText(into)} in`, out && `${countText(out)} out`].filter(Boolean).join(", ");

/** Newer senders write the whole name, older ones the namespace apart. */
const functionText = (name: string, namespace: string): string =>
  name === "" || namespace === "" || name.startsWith(namespace) ? name : `${namespace}.${name}`;

const placeText = (file: string, line: string, column: string): string =>
  file === "" ? "" : [file, line, line && column].filter(Boolean).join(":");
