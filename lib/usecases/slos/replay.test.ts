import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, samplesOf, writer } from "#lib/testing/engine.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { makeSli, makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { BURN_ALERTS } from "#lib/testing/slo/judged.ts";
import { putWindows, windowsOf } from "#lib/testing/slo/windows.ts";
import { judgeMonitors } from "../monitors/judge.ts";
import { recordSamples } from "../samples/record.ts";
import { exportOpenSlo } from "./export.ts";
import { MAX_REPLAYED_DAYS, replaySlos } from "./replay.ts";

withDatabase();
const T = Date.parse("2026-11-20T00:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ROW = { kind: "window", severity: "warning", above: "60", bad: 2, good: 2 } as const;

/** A page with six hours of requests of which half fail for half an hour; only 60 % would warn. */
async function world() {
  const pageId = await newPage();
  const sliId = await makeSli(pageId, "requests");
  await makeSlo(pageId, { key: "SLO-1", objectives: [objectiveDefinition("main", { alerts: [ROW] })] });
  await makeSlo(pageId, { key: "SLO-2" });
  await putWindows(sliId, windowsOf(T, `${"g".repeat(36)}bbbbbb${"g".repeat(30)}`));
  const text = await exportOpenSlo(operatorScope("page:read", pageId), { slo: "SLO-1" });
  const replay = (policy: string, until = T + 6 * HOUR, from = T) =>
    replaySlos(operatorScope("slos:write", pageId), [{ name: "policy.yaml", text: policy }], {
      from,
      until,
      now: T + 6 * HOUR,
    });
  return { pageId, text, replay };
}

describe("a replay of stored history", () => {
  it("tells what other alert rules would have found, beside what those in force find", async () => {
    const { text, replay } = await world();
    expect(await replay(text)).toMatchObject({ objectives: 1, proposed: [], current: [] });
    const stricter = text.replaceAll(/\b60\b/g, "40");
    expect(stricter).not.toBe(text);
    const { proposed, current } = await replay(stricter);
    expect(current).toEqual([]);
    expect(proposed).toMatchObject([
      {
        ...{ sloKey: "SLO-1", objectiveKey: "main", severity: "warning", rule: "window:40:2" },
        ...{ startedAt: T + 3 * HOUR, detectedAt: T + 3 * HOUR + 10 * MINUTE },
        ...{ endedAt: T + 3 * HOUR + 30 * MINUTE, resolvedAt: T + 3 * HOUR + 40 * MINUTE },
      },
    ]);
  });

  it("applies nothing, writes nothing and tells nobody", async () => {
    const { pageId, text, replay } = await world();
    const count = async () => [
      await prisma().sloVersion.count({ where: { createdAt: { gte: new Date(0) } } }),
      await prisma().violation.count({ where: { pageId } }),
      await prisma().auditRecord.count({ where: { pageId } }),
    ];
    const before = await count();
    await replay(text.replaceAll(/\b60\b/g, "40"));
    expect(await count()).toEqual(before);
  });

  it("refuses documents with faults by their lines, and stretches that cannot be replayed", async () => {
    const { pageId, text, replay } = await world();
    await expect(replay(text.replace("targetPercent: 99.9", "targetPercent: 100"))).rejects.toMatchObject({
      faults: [{ path: expect.stringMatching(/^policy\.yaml, line \d+/) }],
    });
    const path = (name: string) => ({ kind: "invalid", faults: [{ path: name }] });
    await expect(replay(text, T + 7 * HOUR)).rejects.toMatchObject(path("until"));
    await expect(replay(text, T, T)).rejects.toMatchObject(path("from"));
    const early = T - MAX_REPLAYED_DAYS * DAY;
    await expect(replay(text, T + 1, early)).rejects.toMatchObject(path("from"));
    const viewer = { kind: "user", id: "v", pageId, role: "viewer" } as const;
    expect(() => authorize(viewer, "slos:write", pageId)).toThrow();
  });

  it("judges outages that probes saw by another target", async () => {
    const pageId = await newPage();
    const componentId = await makeComponent(pageId);
    const monitorId = await makeMonitor(pageId, componentId);
    const rule = { kind: "availability", components: [componentId], combine: "any", evidence: [] } as const;
    const objective = objectiveDefinition("time", {
      rule: { ...rule, components: [componentId], evidence: [] },
      target: "95",
      alerts: BURN_ALERTS.slice(0, 1),
    });
    await makeSlo(pageId, { key: "SLO-1", components: [componentId], objectives: [objective] });
    await recordSamples(writer(pageId), samplesOf(monitorId, T, `${"u".repeat(240)}${"d".repeat(20)}uuuu`));
    const now = T + 264 * 30_000;
    await judgeMonitors(now);
    const text = await exportOpenSlo(operatorScope("page:read", pageId));
    const scope = operatorScope("slos:write", pageId);
    const stretch = { from: T, until: now, now };
    const policy = text.replace("targetPercent: 95", "targetPercent: 99.9");
    const { proposed, current } = await replaySlos(scope, [{ text: policy }], stretch);
    expect(current).toEqual([]);
    expect(proposed).toMatchObject([{ severity: "critical", startedAt: T + 2 * HOUR }]);
  });
});
