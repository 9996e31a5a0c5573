import { defineConfig } from "vitest/config";

// The files share no state, so they may share their imports.
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 30_000, pool: "threads", isolate: false },
});
