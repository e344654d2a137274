import { beforeAll, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { type KillRunReport, killRun } from "#lib/testing/delivery/kill-run.ts";
import { PATIENCE_MS } from "#lib/testing/delivery/queue.ts";

const COUNT = 5_000;
const KILLS = 10;

const MAX_RESUME_MS = 15_000;
const MAX_DUPLICATES_PER_KILL = 3;

describe(`a fan-out to ${COUNT} mail addresses, the worker killed ${KILLS} times with SIGKILL`, () => {
  const database = withDatabase();
  let report: KillRunReport;
  beforeAll(async () => {
    report = await killRun({
      databaseUrl: database.url(),
      count: COUNT,
      kills: KILLS,
      timeoutMs: PATIENCE_MS,
    });
  }, PATIENCE_MS + 30_000);

  it("reaches every address, and nobody else, each with a Message-ID of its own that every copy has", () => {
    const { duplicates, ...rest } = report.history;
    expect(rest).toEqual({
      recipients: COUNT,
      missing: [],
      strangers: [],
      changedIds: [],
      sharedIds: [],
      crowds: 0,
    });
    expect(duplicates).toBeLessThanOrEqual(MAX_DUPLICATES_PER_KILL * KILLS);
  });

  it("sends again only what a kill caught before it was noted: never more than connections were open", () => {
    expect(report.kills.unexplained).toBe(0);
    for (const [i, duplicates] of report.kills.duplicates.entries())
      expect(duplicates).toBeLessThanOrEqual(report.kills.connections[i]!);
  });

  it("goes on within 15 s after each kill", () => {
    expect(report.kills.resumedAfterMs).toHaveLength(KILLS);
    expect(Math.max(...report.kills.resumedAfterMs)).toBeLessThanOrEqual(MAX_RESUME_MS);
  });
});
