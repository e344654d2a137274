import { describe, expect, it } from "vitest";
import { type Lock, missingOptionals } from "./complete-lock.ts";
import { countResults } from "./run-tests.ts";

const file = (status: string, ...states: string[]) => ({
  status,
  assertionResults: states.map((state) => ({ status: state })),
});

describe("countResults", () => {
  it("counts tests, not files", () => {
    expect(countResults([file("passed", "passed", "passed"), file("failed", "passed", "failed")], 1)).toEqual(
      {
        passed: 3,
        failed: 1,
      },
    );
  });

  it("counts a file that could not be loaded as one failure", () => {
    expect(countResults([file("passed", "passed"), file("failed")], 1)).toEqual({ passed: 1, failed: 1 });
  });

  it("counts an error outside every test, so that no failed run looks whole", () => {
    expect(countResults([file("passed", "passed")], 1)).toEqual({ passed: 1, failed: 1 });
    expect(countResults([], 1)).toEqual({ passed: 0, failed: 0 });
  });
});

describe("missingOptionals", () => {
  const lock: Lock = {
    packages: {
      "": {},
      "node_modules/tool": {
        dev: true,
        optionalDependencies: {
          "@tool/linux-x64": "1.0.0",
          "@tool/linux-arm64-musl": "1.0.0",
          "@tool/win32-x64": "1.0.0",
        },
      },
      "node_modules/@tool/linux-x64": { version: "1.0.0", optional: true },
      "node_modules/outer/node_modules/inner": {
        optionalDependencies: { near: "1.0.0", far: "1.0.0", none: "1.0.0" },
      },
      "node_modules/outer/node_modules/near": { version: "1.0.0" },
      "node_modules/far": { version: "1.0.0" },
    },
  };

  it("finds the platforms that the lock file names but does not hold, and knows them by their names", () => {
    expect(missingOptionals(lock)).toEqual([
      {
        path: "node_modules/@tool/linux-arm64-musl",
        entry: { version: "1.0.0", cpu: ["arm64"], os: ["linux"], libc: ["musl"], dev: true, optional: true },
      },
      {
        path: "node_modules/@tool/win32-x64",
        entry: { version: "1.0.0", cpu: ["x64"], os: ["win32"], dev: true, optional: true },
      },
      { path: "node_modules/none", entry: { version: "1.0.0", optional: true } },
    ]);
  });
});
