import { beforeAll, describe, expect, it } from "vitest";
import { LOCAL_PROBER, type Sample } from "#lib/domain/status/sample.ts";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { HOSTILE_TEXTS, makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { sample, samplesOf } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { forgetPartitions } from "./partitions.ts";
import { insertSamples, markImpaired, rollUp, SAMPLES_CHANNEL } from "./samples.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
const DAY = 86_400_000;
const quietly = { tell: false };

let world: Side & { stranger: Side };
let monitor: string;
beforeAll(async () => {
  world = await makeWorld();
});
/** Stores for a monitor of its own, so that tests stay apart. */
const another = async (): Promise<string> => {
  const made = await makeWorld();
  await pool().query("update monitors set page_id = $1 where id = $2", [world.page, made.monitor]);
  return made.monitor;
};
const store = (...samples: Sample[]) => insertSamples(world.page, samples, quietly);

const rawOf = async (id: string) =>
  (
    await pool().query(
      "select prober, outcome, client_id, detail, latency_ms from uptime_samples where monitor_id = $1 order by slot_at, prober",
      [id],
    )
  ).rows;
const rollupsOf = async (id: string): Promise<string[]> =>
  (
    await pool().query(
      `select to_char(bucket_at at time zone 'UTC', 'HH24:MI') || ' ' || up || '/' || degraded || '/' || down || ' '
         || latencies_ms::text as line
       from uptime_rollups where monitor_id = $1 order by bucket_at`,
      [id],
    )
  ).rows.map(({ line }) => line);
const requestOf = async (id: string) => {
  const { rows } = await pool().query("select * from judge_requests where monitor_id = $1", [id]);
  const row = rows[0];
  return row && { from: +row.from_at - T, count: +row.count_from_at - T, last: +row.last_slot_at - T };
};

describe("insertSamples", () => {
  it("keeps every field as it was given, whatever the texts are", async () => {
    monitor = await another();
    const given = HOSTILE_TEXTS.map((text, i) =>
      sample(monitor, T + i * 30_000, "up", {
        prober: `p${text}`,
        clientId: text,
        detail: { reason: text },
        latencyMs: 12.5 + i,
      }),
    );
    expect(await store(...given)).toEqual({ accepted: HOSTILE_TEXTS.length, duplicates: 0 });
    const expected = given.map(({ prober, outcome, clientId, detail, latencyMs }) => ({
      prober,
      outcome,
      client_id: clientId,
      detail,
      latency_ms: latencyMs,
    }));
    expect(await rawOf(monitor)).toEqual(expected);
  });

  it("lets the first of a slot win within one large, unordered call", async () => {
    const id = await another();
    const slots = Array.from({ length: 300 }, (_, i) => T + ((i * 7) % 300) * 30_000);
    const first = slots.map((slotAt) => sample(id, slotAt, "up"));
    const again = [1, 2, 3].flatMap(() => slots.toReversed().map((slotAt) => sample(id, slotAt, "down")));
    expect(await store(...first, ...again)).toEqual({ accepted: 300, duplicates: 900 });
    expect(new Set((await rawOf(id)).map(({ outcome }) => outcome))).toEqual(new Set(["up"]));
  });

  it("lets the first of a slot win, over calls and within one, for each prober", async () => {
    monitor = await another();
    await store(sample(monitor, T, "up"));
    const again = [sample(monitor, T, "down"), sample(monitor, T, "down", { prober: LOCAL_PROBER })];
    expect(await store(...again, ...again)).toEqual({ accepted: 1, duplicates: 3 });
    expect((await rawOf(monitor)).map(({ prober, outcome }) => `${prober} ${outcome}`)).toEqual([
      "api up",
      "local down",
    ]);
  });

  it("takes one client id once per monitor and UTC day, up to the last millisecond of the day", async () => {
    monitor = await another();
    const other = await another();
    const midnight = Date.parse("2026-11-22T00:00:00Z");
    const at = (slotAt: number, id = monitor) => sample(id, slotAt, "up", { clientId: "a" });
    expect(await store(at(midnight), at(midnight + DAY - 1))).toEqual({ accepted: 1, duplicates: 1 });
    expect(await store(at(midnight - 1), at(midnight + DAY))).toEqual({ accepted: 2, duplicates: 0 });
    expect(await store(at(midnight, other))).toEqual({ accepted: 1, duplicates: 0 });
    const nameless = [1, 2].map((i) => sample(monitor, midnight + i, "up"));
    expect(await store(...nameless)).toEqual({ accepted: 2, duplicates: 0 });
  });

  it("leaves out monitors of another page and monitors that do not exist, in silence and without a trace", async () => {
    monitor = await another();
    const theirs = world.stranger.monitor;
    const foreign = [sample(theirs, T), sample("nosuch000000", T)];
    expect(await store(...foreign)).toEqual({ accepted: 0, duplicates: 0 });
    expect(await store(sample(monitor, T), ...foreign)).toEqual({ accepted: 1, duplicates: 0 });
    expect([await rawOf(theirs), await rollupsOf(theirs), await requestOf(theirs)]).toEqual([
      [],
      [],
      undefined,
    ]);
    expect(await store()).toEqual({ accepted: 0, duplicates: 0 });
  });

  it("asks for judging from the earliest new sample, and from the newest so far when that is earlier", async () => {
    monitor = await another();
    await store(...samplesOf(monitor, T, "uuu"));
    expect(await requestOf(monitor)).toEqual({ from: 0, count: 0, last: 60_000 });
    await pool().query(
      "update judge_requests set from_at = null, count_from_at = null where monitor_id = $1",
      [monitor],
    );
    await store(sample(monitor, T + 600_000));
    expect(await requestOf(monitor)).toEqual({ from: 60_000, count: 600_000, last: 600_000 });
    await store(sample(monitor, T - DAY));
    expect(await requestOf(monitor)).toEqual({ from: -DAY, count: -DAY, last: 600_000 });
  });

  it("asks for nothing and tells nobody when every sample is a duplicate", async () => {
    monitor = await another();
    await store(sample(monitor, T));
    await pool().query("update judge_requests set from_at = null where monitor_id = $1", [monitor]);
    const listener = await beginOther();
    await listener.sql.query(`commit; listen ${SAMPLES_CHANNEL}`);
    const heard: unknown[] = [];
    listener.sql.on("notification", ({ payload }) => heard.push(payload));
    await insertSamples(world.page, [sample(monitor, T, "down")], { tell: true });
    await insertSamples(world.page, [sample(monitor, T + 30_000)], quietly);
    await insertSamples(world.page, [sample(monitor, T + 60_000)], { tell: true });
    await listener.commit();
    expect(heard).toEqual([world.page]);
    expect((await requestOf(monitor))?.from).toBe(0);
  });

  it("stores nothing at all when one sample cannot be stored", async () => {
    monitor = await another();
    const impossible = sample(monitor, T + 30_000, "sideways" as never);
    await expect(store(sample(monitor, T), impossible)).rejects.toMatchObject({ code: "22P02" });
    expect([await rawOf(monitor), await requestOf(monitor)]).toEqual([[], undefined]);
  });

  it("makes a day again that another process dropped, also one that this process believes to exist", async () => {
    monitor = await another();
    const day = Date.parse("2025-03-05T00:00:00Z");
    await store(sample(monitor, day));
    await pool().query("drop table uptime_samples_20250305");
    expect(await store(sample(monitor, day + 30_000))).toEqual({ accepted: 1, duplicates: 0 });
    forgetPartitions();
    expect(await store(sample(monitor, day + 60_000))).toEqual({ accepted: 1, duplicates: 0 });
    expect(await rawOf(monitor)).toHaveLength(2);
  });
});

describe("writers at the same time", () => {
  it("count each sample once between them, and roll up what both stored", async () => {
    monitor = await another();
    const batch = samplesOf(monitor, T, "uuuuuuuuuu");
    const results = await Promise.all(
      [0, 2, 4].map((from) => store(...batch.slice(from, from + 6).reverse())),
    );
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(10);
    expect(results.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(8);
    expect(await rollupsOf(monitor)).toEqual([`10:00 10/0/0 {${Array(10).fill(10).join(",")}}`]);
  });

  it("wait for the one before them, so that the later roll-up sees the earlier rows", async () => {
    monitor = await another();
    await store(sample(monitor, T));
    const other = await beginOther();
    await other.sql.query("select 1 from judge_requests where monitor_id = $1 for update", [monitor]);
    await other.sql.query(
      "insert into uptime_samples (monitor_id, prober, slot_at, outcome) values ($1, 'x', to_timestamp($2), 'down')",
      [monitor, T / 1000],
    );
    const waiting = store(sample(monitor, T + 30_000));
    await untilBlocked();
    await other.commit();
    expect(await waiting).toEqual({ accepted: 1, duplicates: 0 });
    expect(await rollupsOf(monitor)).toEqual(["10:00 2/0/1 {10,10}"]);
  });

  it("keep the earliest instant to judge from", async () => {
    monitor = await another();
    const instants = [5, 1, 9, 3, 7].map((i) => T + i * 30_000);
    await Promise.all(instants.map((at) => store(sample(monitor, at))));
    expect(await requestOf(monitor)).toEqual({ from: 30_000, count: 30_000, last: 270_000 });
  });
});

describe("roll-ups", () => {
  it("are five minutes each, half-open, and follow late samples into the past", async () => {
    monitor = await another();
    await store(...samplesOf(monitor, T + 240_000, "ugdu"));
    expect(await rollupsOf(monitor)).toEqual(
      ["10:04 1/1/0 {10,10}", "10:05 1/0/1 {10}"].map((line) => line.replace("10:04", "10:00")),
    );
    await store(sample(monitor, T, "down"), sample(monitor, T - 1, "up", { latencyMs: 7 }));
    expect(await rollupsOf(monitor)).toEqual(["09:55 1/0/0 {7}", "10:00 1/1/1 {10,10}", "10:05 1/0/1 {10}"]);
  });

  it("keep latencies sorted and whole, but those of probes that nobody answered", async () => {
    monitor = await another();
    const latencies = [250.25, 3, null, 99];
    const taken = latencies.map((latencyMs, i) => sample(monitor, T + i * 30_000, "up", { latencyMs }));
    await store(...taken, sample(monitor, T + 150_000, "down", { latencyMs: 1 }));
    expect(await rollupsOf(monitor)).toEqual(["10:00 4/0/1 {3,99,250.25}"]);
  });

  it("come out the same however often they are made, and right themselves when they were wrong", async () => {
    monitor = await another();
    await store(...samplesOf(monitor, T, "uudg"));
    const right = await rollupsOf(monitor);
    await pool().query("update uptime_rollups set up = 99, latencies_ms = '{}' where monitor_id = $1", [
      monitor,
    ]);
    for (let i = 0; i < 2; i++) await rollUp(pool(), { monitorIds: [monitor], bucketsMs: [T] });
    expect(await rollupsOf(monitor)).toEqual(right);
    await rollUp(pool(), { monitorIds: [], bucketsMs: [] });
  });
});

describe("markImpaired", () => {
  it("takes samples out of the roll-up, once, and has them judged again from the first of them", async () => {
    monitor = await another();
    const taken = samplesOf(monitor, T, "uddd");
    await store(...taken);
    await pool().query("update judge_requests set from_at = null where monitor_id = $1", [monitor]);
    const impaired = [taken[3]!, taken[2]!];
    expect(await markImpaired(impaired)).toBe(2);
    expect(await rollupsOf(monitor)).toEqual(["10:00 1/0/1 {10}"]);
    expect((await requestOf(monitor))?.from).toBe(60_000);
    expect(await markImpaired(impaired)).toBe(0);
    expect(await markImpaired([])).toBe(0);
  });

  it("touches the named prober's samples alone", async () => {
    monitor = await another();
    const both = ["a", "b"].map((prober) => sample(monitor, T, "down", { prober }));
    await store(...both);
    await markImpaired([both[1]!, sample(monitor, T + 30_000)]);
    const { rows } = await pool().query(
      "select prober from uptime_samples where monitor_id = $1 and impaired",
      [monitor],
    );
    expect(rows).toEqual([{ prober: "b" }]);
  });
});
