import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { countMonitorDays } from "#lib/usecases/days/count-monitors.ts";
import { judgeMonitors } from "#lib/usecases/monitors/judge.ts";
import { buildSnapshot } from "#lib/usecases/snapshot/build.ts";
import { dueSamples, feedOnce, MAX_CATCH_UP_MS } from "./feed.ts";
import { type SeededDemo, seedDemo } from "./seed.ts";

withDatabase();

const MINUTE = 60_000;
const DAY = 86_400_000;
const now = Date.parse("2026-11-23T12:34:56.789Z");
const PAGE = "pppppppppppp";
/** Enough for an incident, a maintenance and ordinary troubles. */
const DAYS = 12;

const rowsOf = async (sql: string) => (await pool().query({ text: sql, rowMode: "array" })).rows;
const FINGERPRINT = `select (select md5(string_agg(r::text, ',' order by r::text)) from uptime_rollups r),
  (select md5(string_agg(s::text, ',' order by s::text)) from monitor_states s),
  (select md5(string_agg(s::text, ',' order by s::text)) from uptime_samples s)`;

async function makePage() {
  await pool().query(
    `insert into pages (id, name, time_zone, languages, policy_weights, updated_at) values ($1, 'T', 'Asia/Seoul',
       '{ko,en}', '{"major_outage":1,"partial_outage":0.3,"degraded_performance":0}', now())`,
    [PAGE],
  );
  await pool().query(
    `insert into component_groups (id, page_id, name, position, catalogue_key, updated_at)
     values ('gggggggggggg', $1, '에이전트 (목록)', 1, 'agents', now())`,
    [PAGE],
  );
  await pool().query(
    `insert into components (id, page_id, name, position, catalogue_key, updated_at) values
       ('cccccccccccc', $1, '에이전트 실행 (목록)', 1, 'agent-execution', now()),
       ('ssssssssssss', $1, '상태 페이지 (목록)', 2, 'status-page', now())`,
    [PAGE],
  );
  await pool().query(
    `insert into monitors (id, page_id, component_id, kind, interval_seconds, phase_ms, catalogue_key, updated_at)
     values ('mmmmmmmmmmmm', $1, 'ssssssssssss', 'self', 30, 4000, 'self', now())`,
    [PAGE],
  );
}

describe("a demo", () => {
  let seeded: SeededDemo | null;

  beforeAll(async () => {
    await expect(seedDemo({ now, days: 1 })).rejects.toThrow("There is no page yet");
    await makePage();
    seeded = await seedDemo({ now, seed: "test", days: DAYS });
  });

  it("has its components in groups, uses those of the catalogue, and is labelled", async () => {
    const snapshot = await buildSnapshot(PAGE, now);
    expect(snapshot.page.isDemo).toBe(true);
    expect(snapshot.components.length).toBe(18);
    expect(snapshot.groups.length).toBe(4);
    expect(snapshot.components.find(({ id }) => id === "cccccccccccc")?.name).toBe("에이전트 실행 (목록)");
    expect(snapshot.components.filter(({ groupId }) => groupId === "gggggggggggg").length).toBe(4);
    expect(snapshot.components.map(({ position }) => position)).toEqual(
      Array.from({ length: 18 }, (_, i) => i + 1),
    );
    expect(await rowsOf("select action from audit_log")).toEqual([["page.demo"], ["demo.tell"]]);
  });

  it("tells its outages as people would have: with updates, an open one, and windows with their notice", async () => {
    const rows = await rowsOf(`select i.kind, i.status, count(u.id)::int, i.resolved_at is null
      from incidents i join incident_updates u on u.incident_id = i.id group by i.id order by i.started_at`);
    expect(rows.filter(([kind]) => kind === "incident").length).toBe(seeded!.incidents);
    expect(rows).toContainEqual(["incident", "resolved", 5, false]);
    expect(rows.filter(([kind, , , isOpen]) => kind === "incident" && isOpen)).toEqual([
      ["incident", "identified", 2, true],
    ]);
    expect(rows.filter(([kind]) => kind === "maintenance").map(([, status]) => status)).toEqual([
      "completed",
      "scheduled",
    ]);
    const late = `select count(*)::int from maintenance_notices where scheduled_for - notice_at < interval '72 hours'`;
    expect(await rowsOf(late)).toEqual([[0]]);
    const claims = await rowsOf(`select c.name, s.source, s.state, s.ended_at is null from state_claims s
      join components c on c.id = s.component_id where s.source = 'incident' and s.ended_at is null`);
    expect(claims).toEqual([["검색", "incident", "degraded_performance", true]]);
    expect(await rowsOf("select count(*)::int from outbox")).toEqual([[0]]);
  });

  it("shows figures for every component, an outage, a maintenance, and what goes on now", async () => {
    const snapshot = await buildSnapshot(PAGE, now);
    for (const component of snapshot.components) {
      expect(component.uptime90d).not.toBeNull();
      expect(component.data).toBe("fresh");
      expect(component.metrics?.p50Ms).toBeGreaterThan(0);
    }
    const seen = new Set(
      snapshot.components.flatMap(({ days }) => days.flatMap((day) => Object.keys(day.seconds))),
    );
    expect([...seen].sort()).toEqual([
      "degraded_performance",
      "major_outage",
      "operational",
      "partial_outage",
      "under_maintenance",
      "unknown",
    ]);
    expect(
      snapshot.components.filter(({ state }) => state !== "operational").map(({ state }) => state),
    ).toEqual(["degraded_performance"]);
    expect(Number(snapshot.page.uptime90d)).toBeGreaterThan(99);
  });

  it("tells what it wrote", async () => {
    expect(seeded).toMatchObject({ pageId: PAGE, components: 18, monitors: 24 });
    expect(await rowsOf("select count(*)::int from uptime_samples")).toEqual([[seeded?.samples]]);
    expect(await rowsOf("select count(*)::int from uptime_rollups")).toEqual([[seeded?.rollups]]);
    const days = await rowsOf(
      "select count(distinct day)::int, count(distinct monitor_id)::int from monitor_days",
    );
    expect(days).toEqual([[DAYS, 24]]);
  });

  it("leaves nothing that a worker would judge or count otherwise", async () => {
    const states = "select * from monitor_states order by 1, 2";
    const monitorDays = "select * from monitor_days order by 1, 2";
    const before = [await rowsOf(states), await rowsOf(monitorDays)];
    await pool().query("update judge_requests set from_at = $1, count_from_at = $2", [
      new Date(now - 2 * DAY),
      new Date(now - 10 * DAY),
    ]);
    expect((await judgeMonitors(now)).judged).toBe(24);
    await countMonitorDays();
    expect([await rowsOf(states), await rowsOf(monitorDays)]).toEqual(before);
  });

  it("measures the catalogue's own monitor on its slots", async () => {
    expect(
      await rowsOf(`select distinct prober, mod((extract(epoch from slot_at) * 1000)::bigint, 30000)::int
        from uptime_samples where monitor_id = 'mmmmmmmmmmmm'`),
    ).toEqual([["local", 4000]]);
  });

  it("is not seeded twice", async () => {
    const before = await rowsOf(FINGERPRINT);
    expect(await seedDemo({ now: now + DAY, seed: "other", days: DAYS })).toBeNull();
    expect(await rowsOf(FINGERPRINT)).toEqual(before);
  });

  it("is the same for the same seed and moment", async () => {
    const before = await rowsOf(FINGERPRINT);
    await pool().query(`truncate uptime_samples, uptime_rollups, monitor_states, monitor_days, component_baselines,
      component_days, judge_requests, state_claims, incidents cascade`);
    await pool().query("delete from monitors where kind = 'external'");
    await pool().query("delete from components where catalogue_key is null");
    await pool().query("delete from component_groups where catalogue_key is null");
    await pool().query("update pages set is_demo = false");
    expect(await seedDemo({ now, seed: "test", days: DAYS })).toEqual(seeded);
    expect(await rowsOf(FINGERPRINT)).toEqual(before);
  });

  describe("that goes on", () => {
    it("measures every slot since the last one once, through the ordinary door", async () => {
      expect(await feedOnce("test", now)).toBe(0);
      const later = now + 3 * MINUTE;
      expect(await feedOnce("test", later)).toBe(23 * 3);
      expect(await feedOnce("test", later)).toBe(0);
      expect(await feedOnce("another seed", later)).toBe(0);
    });

    it("recovers from what it opened with, but for what the open incident still claims", async () => {
      const later = now + 25 * MINUTE;
      await feedOnce("test", later);
      await judgeMonitors(later);
      const { components } = await buildSnapshot(PAGE, later);
      const fed = components.filter(({ id }) => id !== "ssssssssssss");
      const [search, ...others] = fed.sort((a, b) => Number(b.name === "검색") - Number(a.name === "검색"));
      expect(search!.state).toBe("degraded_performance");
      expect(others.map(({ state }) => state)).toEqual(others.map(() => "operational"));
    });

    it("fills the hole of a short stop, and shows that of a long one", async () => {
      const later = now + 5 * DAY;
      const samples = await dueSamples(PAGE, "test", later);
      expect(Math.min(...samples.map(({ slotAt }) => slotAt))).toBeGreaterThanOrEqual(
        later - MAX_CATCH_UP_MS - MINUTE,
      );
      expect(samples.length).toBe(23 * (MAX_CATCH_UP_MS / MINUTE + 1));
    });
  });

  it("never mixes with real history", async () => {
    await pool().query("update pages set is_demo = false");
    await expect(seedDemo({ now, seed: "test", days: DAYS })).rejects.toThrow("real history");
  });
});
