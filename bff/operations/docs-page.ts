import { errorStatus } from "../../shared/errors.ts";
import type { Operation } from "../../shared/operation.ts";
import { allOperations } from "../../shared/operation-table.ts";
import { openApiDocument } from "./openapi.ts";

type Json = Record<string, unknown>;

/** `/api/docs`: the OpenAPI document to read in a browser. One page, no script, nothing loaded from elsewhere. */
export function docsPage(version: string): string {
  const paths = openApiDocument(version).paths as Record<string, Record<string, Json>>;
  const areas = Map.groupBy(allOperations as readonly Operation[], ({ name }) => name.split(".")[0]!);
  const sections = [...areas].map(
    ([area, operations]) =>
      `<h2 id="${area}">${area}</h2>${operations.map((operation) => article(operation, paths)).join("")}`,
  );
  const links = [...areas.keys()].map((area) => `<a href="#${area}">${area}</a>`).join(" ");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Mission Control API ${asText(version)}</title>
<style>${styles}</style></head><body><header><h1>Mission Control API</h1>
<p>Every success holds <code>ok: true</code>; every failure <code>ok: false</code>, a <code>code</code> and an
<code>error</code> that says what to do. Send <code>Authorization: Bearer &lt;token&gt;</code>. The same operations
answer over Cap'n Web at <code>/rpc</code>. Machines read <a href="/api/openapi.json">openapi.json</a>.</p>
<nav>${links}</nav></header><main>${sections.join("")}</main></body></html>`;
}

function article(operation: Operation, paths: Record<string, Record<string, Json>>): string {
  const { errors, http, name, role, rpc, summary } = operation;
  const described = paths[http.path.replace(/:(\w+)/g, "{$1}")]![http.method.toLowerCase()]!;
  const codes = errors.map((code) => `<li><code>${code}</code> ${errorStatus[code]}</li>`).join("");
  return `<details id="${name}"><summary><b class="${http.method}">${http.method}</b> <code>${asText(http.path)}</code>
<span>${asText(summary)}</span></summary><dl><dt>Operation</dt><dd><code>${name}</code></dd><dt>Role</dt><dd>${role}</dd>${
    rpc === null ? "" : `<dt>RPC</dt><dd><code>${rpc.entrypoint}.${rpc.method}(input)</code></dd>`
  }</dl>${parameters(described)}${body(described)}<h3>Answer</h3>${schema(answerOf(described))}${
    codes === "" ? "" : `<h3>Refusals of its own</h3><ul>${codes}</ul>`
  }</details>`;
}

function parameters(described: Json): string {
  const list = described.parameters as { name: string; in: string; required: boolean; schema: Json }[];
  if (list.length === 0) return "";
  const rows = list.map(
    (one) =>
      `<tr><td><code>${asText(one.name)}</code></td><td>${one.in}${one.required ? ", required" : ""}</td><td><code>${asText(JSON.stringify(one.schema))}</code></td></tr>`,
  );
  return `<h3>Parameters</h3><table>${rows.join("")}</table>`;
}

function body(described: Json): string {
  const content = (described.requestBody as { content?: Record<string, { schema: Json }> } | undefined)
    ?.content;
  return content === undefined ? "" : `<h3>Body</h3>${schema(content["application/json"]!.schema)}`;
}

const answerOf = (described: Json): Json =>
  (described.responses as Record<string, { content: Record<string, { schema: Json }> }>)["200"]!.content[
    "application/json"
  ]!.schema;

const schema = (value: Json): string => `<pre tabindex="0">${asText(JSON.stringify(value, null, 2))}</pre>`;

const asText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const styles = `
:root { color-scheme: dark }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.5rem; background: #0b0c10; color: #d5dae2; font: 14px/1.6 system-ui, sans-serif }
a { color: #00bcd4 } h1 { font-size: 1.5rem } h2 { margin: 2rem 0 .5rem; text-transform: capitalize } h3 { font-size: .9rem; margin: 1rem 0 .25rem }
code, pre { font: 12.5px/1.5 ui-monospace, monospace }
details { border: 1px solid #23262f; border-radius: 6px; margin: .4rem 0; padding: .5rem .8rem }
summary { cursor: pointer } summary span { color: #9aa3b2 } summary b { display: inline-block; width: 4.5rem; color: #00bcd4 } summary b.POST, summary b.DELETE { color: #ff8c00 }
pre { max-height: 28rem; overflow: auto; background: #12141a; padding: .8rem; border-radius: 6px }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: .1rem .5rem } dt { color: #9aa3b2 } dd { margin: 0 }
table { border-collapse: collapse; width: 100% } td { border-top: 1px solid #23262f; padding: .25rem .75rem .25rem 0; vertical-align: top; overflow-wrap: anywhere }
ul { columns: 3; padding-left: 1.2rem }`;
