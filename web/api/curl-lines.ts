/** Lines for a shell that call this server. `token` stands in double quotes: a secret, or a variable as `$TOKEN`. */

/** One edit over HTTP, broken where a reader would break it. */
export const applyLine = (url: string, token: string): string =>
  [
    `curl -X POST ${url}/api/patches/apply \\`,
    `  -H "authorization: Bearer ${token}" \\`,
    '  -H "content-type: application/json" \\',
    `  -d '{"requester":"my-agent","patches":[`,
    `    {"op":"replace-text","file":"src/a.ts","oldText":"before","block":"after"}]}'`,
  ].join("\n");

/** The newest patches, for a token that may only read. */
export const readLine = (url: string, token: string): string =>
  [`curl "${url}/api/patches/logs?limit=20" \\`, `  -H "authorization: Bearer ${token}"`].join("\n");

/** Says that a factory of this name can do its operations again, and where; `$TOKEN` is a secret of the role agent. */
export const registerLine = (url: string, name: string): string =>
  [
    `curl -X POST ${url}/api/factories \\`,
    '  -H "authorization: Bearer $TOKEN" \\',
    '  -H "content-type: application/json" \\',
    `  -d '${JSON.stringify({ name, url: "http://127.0.0.1:9000", capabilities: ["simulateOperation"] })}'`,
  ].join("\n");
