import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { buildSnapshot } from "../snapshot/build.ts";
import { countDays, requestFinishedDays } from "./count.ts";
import { readMonthDays } from "./month.ts";

withDatabase();
const now = Date.parse("2026-11-23T03:00:00Z");

async function counted() {
  const pageId = await makePage({ timeZone: "Asia/Seoul" });
  const componentId = await makeComponent(pageId, { isManual: true, startDate: "2026-10-10" });
  await pool().query(
    "insert into component_baselines values ($1, '2026-10-11T15:00:00Z', '2026-10-11T21:00:00Z', 'major_outage')",
    [componentId],
  );
  await requestFinishedDays(now);
  await countDays(now);
  return { pageId, componentId };
}

describe("readMonthDays", () => {
  it("tells a whole month with its real days, unknown before the start date", async () => {
    const { pageId, componentId } = await counted();
    const month = await readMonthDays(pageId, "2026-10", now);
    expect(month).toMatchObject({ month: "2026-10", timeZone: "Asia/Seoul" });
    const [component] = month.components;
    expect(component).toMatchObject({ id: componentId, isArchived: false });
    expect(component?.days).toHaveLength(31);
    expect(component?.days[8]).toEqual({ date: "2026-10-09", seconds: { unknown: 86_400 }, uptime: null });
    expect(component?.days[11]).toEqual({
      date: "2026-10-12",
      seconds: { operational: 64_800, major_outage: 21_600 },
      uptime: "75.0000",
    });
    // 22 covered days, a quarter of one lost.
    expect(component?.uptime).toBe("98.8636");
    expect(component?.coverage).toBe("70.9677");
    expect(month.page.uptime).toBe("98.8636");
  });

  it("ends the running month with today, and agrees with the snapshot's bars", async () => {
    const { pageId } = await counted();
    const month = await readMonthDays(pageId, "2026-11", now);
    expect(month.components[0]?.days).toHaveLength(23);
    const snapshot = await buildSnapshot(pageId, now);
    expect(month.components[0]?.days).toEqual(snapshot.components[0]?.days.slice(-23));
  });

  it("keeps an archived component in the months it ran in, and leaves it out of later ones", async () => {
    const { pageId, componentId } = await counted();
    await pool().query("update components set archived_at = '2026-10-20T00:00:00Z' where id = $1", [
      componentId,
    ]);
    expect((await readMonthDays(pageId, "2026-10", now)).components).toMatchObject([{ isArchived: true }]);
    expect((await readMonthDays(pageId, "2026-11", now)).components).toEqual([]);
  });

  it("never tells about an unpublished component", async () => {
    const { pageId, componentId } = await counted();
    await pool().query("update components set published = false where id = $1", [componentId]);
    expect((await readMonthDays(pageId, "2026-10", now)).components).toEqual([]);
  });

  it.each(["2026-12", "2026-13", "2026-1", "next"])("knows no month %s", async (month) => {
    const { pageId } = await counted();
    await expect(readMonthDays(pageId, month, now)).rejects.toThrow("month not found");
  });

  it("knows no page of another id", async () => {
    await expect(readMonthDays("nosuchpage00", "2026-10", now)).rejects.toThrow("page not found");
  });
});
