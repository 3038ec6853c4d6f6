import type { Hono } from "hono";
import type { AppEnv } from "../app-env.ts";
import type { Ports } from "../ports/ports.ts";

/** The OpenAPI document and the page to read it on; made when first asked for, open to anyone who reaches the server. */
export function mountDocuments(app: Hono<AppEnv>, { settings }: Ports): void {
  let json: string | undefined;
  let page: string | undefined;
  app.get("/api/openapi.json", async (c) => {
    const { openApiDocument } = await import("../operations/openapi.ts");
    json ??= JSON.stringify(openApiDocument(settings.version));
    return c.body(json, 200, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-cache",
    });
  });
  app.get("/api/docs", async (c) => {
    const { docsPage } = await import("../operations/docs-page.ts");
    page ??= docsPage(settings.version);
    return c.html(page, 200, { "cache-control": "no-cache" });
  });
}
