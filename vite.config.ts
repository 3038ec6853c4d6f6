import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { screenChunks } from "./scripts/screen-chunks.ts";

/** The started server that `npx vite` talks to. It refuses a foreign Origin, so the proxy speaks with its own. */
const target = process.env.MISSION_CONTROL_URL ?? "http://127.0.0.1:8787";
const proxied = { target, changeOrigin: true, headers: { origin: target } };

export default defineConfig({
  root: "web",
  publicDir: "../public",
  plugins: [react(), tailwindcss(), screenChunks()],
  build: { outDir: "../dist/web", emptyOutDir: true, target: "es2023", manifest: true },
  server: {
    proxy: {
      // not the sources of web/api, which Vite serves at the same place
      "^/api/(?!.*\\.tsx?(\\?|$))": proxied,
      "/signin": proxied,
      "/ws": { ...proxied, ws: true },
    },
  },
});
