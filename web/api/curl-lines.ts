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
