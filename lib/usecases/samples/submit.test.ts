import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld } from "#lib/testing/manage/world.ts";

withDatabase();

type World = Awaited<ReturnType<typeof newWorld>>;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString();

async function newMonitor(world: World, { component = {}, monitor = {} } = {}): Promise<string> {
  const sent = { token: world.owner };
  const made = await call("POST", `${world.base}/components`, {
    ...sent,
    json: { component: { name: "c", ...component } },
  });
  const json = { monitor: { component_id: made.body.id, kind: "external", ...monitor } };
  return String((await call("POST", `${world.base}/monitors`, { ...sent, json })).body.id);
}
const submit = (world: World, samples: unknown, headers?: Record<string, string>) =>
  call("POST", `${world.base}/samples`, {
    token: world.owner,
    json: { samples },
    ...(headers && { headers }),
  });
const stored = (monitorId: string) =>
  prisma().uptimeSample.findMany({ where: { monitorId }, orderBy: { slotAt: "asc" } });

describe("POST samples", () => {
  it("stores samples in their slots before it answers 202", async () => {
    const world = await newWorld();
    const monitor_id = await newMonitor(world);
    const at = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 10 * MINUTE_MS;
    const { status, body, headers } = await submit(world, [
      { monitor_id, at: iso(at + 35_000), outcome: "down", id: "run-1" },
      { monitor_id, at: iso(at + 7), outcome: "up", latency_ms: 12.5 },
    ]);
    expect([status, body]).toEqual([202, { accepted: 2, duplicates: 0, rejected: [] }]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(await stored(monitor_id)).toMatchObject([
      { prober: "api", slotAt: new Date(at), outcome: "up", latencyMs: 12.5, clientId: null },
      { prober: "api", slotAt: new Date(at + 30_000), outcome: "down", latencyMs: null, clientId: "run-1" },
    ]);
    expect(await prisma().judgeRequest.count({ where: { monitorId: monitor_id } })).toBe(1);
  });

  it("counts the same slot and the same id of a day as duplicates; the first one stays", async () => {
    const world = await newWorld();
    const monitor_id = await newMonitor(world);
    const at = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;
    const up = { monitor_id, at: iso(at), outcome: "up" };
    const { body } = await submit(world, [
      up,
      { ...up, outcome: "down" },
      { ...up, at: iso(at + MINUTE_MS), id: "a" },
      { ...up, at: iso(at + 2 * MINUTE_MS), id: "a" },
    ]);
    expect(body).toEqual({ accepted: 2, duplicates: 2, rejected: [] });
    expect((await submit(world, [up])).body).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    expect((await stored(monitor_id)).map((row) => row.outcome)).toEqual(["up", "up"]);
  });

  it("refuses faulty samples one by one, by place and reason, and takes the others", async () => {
    const [world, other] = [await newWorld(), await newWorld()];
    const monitor_id = await newMonitor(world);
    const foreign = await newMonitor(other);
    const archived = await newMonitor(world);
    await call("DELETE", `${world.base}/monitors/${archived}`, { token: world.owner });
    const paused = await newMonitor(world, { monitor: { enabled: false } });
    const started = await newMonitor(world, {
      component: { start_date: iso(Date.now() - 3 * DAY_MS).slice(0, 10) },
    });
    const good = { monitor_id, at: iso(Date.now() - MINUTE_MS), outcome: "up" };
    const faulty: [unknown, RegExp][] = [
      [null, /object/],
      ["x", /object/],
      [[], /monitor_id/],
      [{ ...good, monitor_id: foreign }, /unknown on this page/],
      [{ ...good, monitor_id: archived }, /unknown on this page/],
      [{ ...good, monitor_id: "zzzzzzzzzzzz" }, /unknown on this page/],
      [{ ...good, monitor_id: { in: [] } }, /monitor_id/],
      [{ ...good, monitor_id: "\u0000aaaaaaaaaaa" }, /unknown on this page/],
      [{ ...good, monitor_id: "\ud800aaaaaaaaaaa" }, /unknown on this page/],
      [{ ...good, monitor_id: paused }, /paused/],
      [{ ...good, outcome: "UP" }, /outcome/],
      [{ ...good, outcome: undefined }, /outcome/],
      [{ ...good, at: "yesterday" }, /ISO-8601/],
      [{ ...good, at: "2026-02-30T00:00:00Z" }, /ISO-8601/],
      [{ ...good, at: "2026-11-23T00:00:00" }, /ISO-8601/],
      [{ ...good, at: Date.now() }, /ISO-8601/],
      [{ ...good, at: iso(Date.now() + 5 * MINUTE_MS + 10_000) }, /5 minutes in the future/],
      [{ ...good, at: iso(Date.now() - 36 * DAY_MS) }, /raw samples that are kept/],
      [{ ...good, monitor_id: started, at: iso(Date.now() - 6 * DAY_MS) }, /start_date/],
      [{ ...good, latency_ms: "NaN" }, /latency_ms/],
      [{ ...good, latency_ms: -1 }, /latency_ms/],
      [{ ...good, latency_ms: 1e300 }, /latency_ms/],
      [{ ...good, id: "" }, /id must/],
      [{ ...good, id: 7 }, /id must/],
      [{ ...good, id: "a\u0000b" }, /id must/],
    ];
    const { status, body } = await submit(world, [good, ...faulty.map(([sample]) => sample)]);
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 1, duplicates: 0 });
    const rejected = body.rejected as { index: number; message: string }[];
    expect(rejected.map(({ index }) => index)).toEqual(faulty.map((_, i) => i + 1));
    for (const [i, [, reason]] of faulty.entries()) expect(rejected[i]!.message).toMatch(reason);
    for (const id of [foreign, archived, paused, started]) expect(await stored(id)).toEqual([]);
  });

  it("takes samples up to 5 minutes ahead, and back to the start of the raw retention", async () => {
    const world = await newWorld({ rawRetentionDays: 10 });
    const monitor_id = await newMonitor(world, { component: { start_date: "2020-01-01" } });
    const at = (ms: number) => ({ monitor_id, at: iso(Date.now() + ms), outcome: "up" });
    const { body } = await submit(world, [at(4 * MINUTE_MS), at(-10 * DAY_MS + MINUTE_MS), at(-11 * DAY_MS)]);
    expect(body).toMatchObject({ accepted: 2, rejected: [{ index: 2 }] });
  });

  it("reads a JSON number that overflows as what it is: no latency", async () => {
    const world = await newWorld();
    const monitor_id = await newMonitor(world);
    const text = `{"samples":[{"monitor_id":"${monitor_id}","at":"${iso(Date.now())}","outcome":"up","latency_ms":1e999}]}`;
    const headers = { "content-type": "application/json" };
    const { body } = await call("POST", `${world.base}/samples`, { token: world.owner, form: text, headers });
    expect(body).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] });
  });

  it("takes at most 10,000 at once", async () => {
    const world = await newWorld();
    const { status, body } = await submit(world, Array(10_001).fill(0));
    expect([status, body.message]).toEqual([413, "At most 10000 samples a request: this one has 10001"]);
    expect((await submit(world, [])).body).toEqual({ accepted: 0, duplicates: 0, rejected: [] });
  });

  it("takes at most 1 MB at once", async () => {
    const world = await newWorld();
    const { status } = await submit(world, ["x".repeat(1_048_576)]);
    expect(status).toBe(413);
  });

  it.each([[{}], ["x"], [null]])("wants a list: %j", async (samples) => {
    const world = await newWorld();
    const { status, body } = await submit(world, samples);
    expect([status, (body.errors as { path: string }[])[0]!.path]).toEqual([422, "samples"]);
  });

  it("counts a request that comes twice under one key once", async () => {
    const world = await newWorld();
    const monitor_id = await newMonitor(world);
    const samples = [{ monitor_id, at: iso(Date.now() - MINUTE_MS), outcome: "up" }];
    const headers = { "idempotency-key": "batch-1" };
    const first = await submit(world, samples, headers);
    const second = await submit(world, samples, headers);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(await stored(monitor_id)).toHaveLength(1);
  });
});
