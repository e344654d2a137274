import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "lib/**/*.test.ts",
      "app/**/*.test.ts",
      "components/**/*.test.{ts,tsx}",
      "e2e/**/*.test.ts",
      "tests/**/*.test.ts",
    ],
    globalSetup: ["lib/testing/template-database.ts"],
    // Two cores: two workers, each with its own clone of the template database.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
