import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { prepare } from "#lib/setup/start.ts";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { crashRun } from "./crash-run.ts";

const dir = reachableDir();
beforeAll(prepare, 300_000);

describe("kill -9 during ingest (npm run bench -- crash kills twenty times each)", () => {
  it("leaves every acknowledged sample there exactly once, in the roll-ups too", {
    timeout: 120_000,
  }, async () => {
    const report = await crashRun(join(dir, "data"), 1);
    expect(report).toMatchObject({ kills: 3, missing: 0, doubled: 0, rollupDifference: 0 });
    expect(report.acknowledged).toBeGreaterThan(200);
  });
});
