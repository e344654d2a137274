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
    // What signs sessions: lib/testing/people.ts makes them for processes of all kinds.
    env: { SECRET_KEY: "a-secret-key-of-tests-and-nothing-else" },
    globalSetup: ["lib/testing/template-database.ts"],
    // Two cores: two workers, each with its own clone of the template database.
    maxWorkers: 2,
    // No test may need more than a minute; most need milliseconds, but a busy machine must not turn them red.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
