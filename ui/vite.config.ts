import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// `--mode bridge` builds what the tests drive in a browser: the same pages, and the loopback transport in a chunk of its own.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  define: { "import.meta.env.VITE_BRIDGE": JSON.stringify(mode === "bridge" ? "1" : "") },
  build: {
    outDir: mode === "bridge" ? "dist-bridge" : "dist",
    emptyOutDir: true,
    // light-dark(), container queries and :has() are taken as they are: the web views we ship on know them.
    target: ["chrome123", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { port: 5173, strictPort: true },
  test: { include: ["src/**/*.test.ts"], environment: "node", css: true },
}));
