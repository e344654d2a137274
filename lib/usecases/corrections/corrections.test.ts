import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { STATE_OF_VERDICT, VERDICTS } from "#lib/domain/corrections/correction.ts";
import { dayBounds, lastDays } from "#lib/domain/status/calendar.ts";
import { DEFAULT_POLICY, noMs, uptimePercent, wholeSeconds } from "#lib/domain/status/uptime.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, newToken, newWorld, operatorScope, written } from "#lib/testing/manage/world.ts";
import { componentUptime } from "../components/uptime.ts";
import { countDays } from "../days/count.ts";
import { readMonthDays } from "../days/month.ts";
import { buildSnapshot } from "../snapshot/build.ts";
import { correctPast } from "./create.ts";

withDatabase();
const DAY = 86_400_000;
const HOUR = DAY / 24;
const MINUTE = 60_000;
const now = Date.now();
const iso = (at: number) => new Date(at).toISOString();

type World = Awaited<ReturnType<typeof newWorld>>;

async function makeComponent(world: World, fields: object = {}): Promise<string> {
  const start_date = iso(now - 60 * DAY).slice(0, 10);
  const json = { component: { name: "c", start_date, ...fields } };
  return String((await call("POST", `${world.base}/components`, { token: world.owner, json })).body.id);
}

const body = (fields: object = {}) => ({
  correction: {
    verdict: "down",
    started_at: iso(now - 5 * DAY),
    ended_at: iso(now - 5 * DAY + HOUR),
    reason: "로그로 확인했습니다.",
    ...fields,
  },
});
const post = (world: World, id: string, fields: object = {}, token = world.owner) =>
  call("POST", `${world.base}/components/${id}/corrections`, { token, json: body(fields) });
const list = (world: World, id: string, query = "", token = world.reader) =>
  call("GET", `${world.base}/components/${id}/corrections${query}`, { token });
const revoke = (world: World, id: string, correction: unknown, token = world.owner) =>
  call("DELETE", `${world.base}/components/${id}/corrections/${correction}`, { token });

describe("POST components/{id}/corrections", () => {
  it("corrects, and writes audit and outbox without a second door", async () => {
    const world = await newWorld();
    const id = await makeComponent(world);
    const { status, body } = await post(world, id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      component_id: id,
      page_id: world.pageId,
      verdict: "down",
      started_at: iso(now - 5 * DAY),
      reason: "로그로 확인했습니다.",
      author: { kind: "token" },
      revoked_at: null,
    });
    const { actions, events, audits } = await written(world.pageId);
    expect([actions.at(-1), events.at(-1)]).toEqual(["correction.create", "component.corrected"]);
    expect(audits.at(-1)).toMatchObject({ objectKind: "correction", objectId: body.id, actorKind: "token" });
  });

  it("takes a form, as clients of Statuspage send it", async () => {
    const world = await newWorld();
    const id = await makeComponent(world);
    const form = new URLSearchParams(
      Object.entries(body().correction).map(([name, value]) => [`correction[${name}]`, value]),
    ).toString();
    const path = `${world.base}/components/${id}/corrections`;
    expect((await call("POST", path, { token: world.owner, form })).status).toBe(201);
  });

  it.each([
    ["the future", { ended_at: iso(now + HOUR) }, "correction.ended_at"],
    [
      "more than 92 days",
      { started_at: iso(now - 100 * DAY), ended_at: iso(now - DAY) },
      "correction.ended_at",
    ],
    [
      "what lies before the start date",
      { started_at: iso(now - 70 * DAY), ended_at: iso(now - 69 * DAY) },
      "correction.started_at",
    ],
    ["no reason", { reason: "" }, "correction.reason"],
    ["a verdict of its own", { verdict: "fine" }, "correction.verdict"],
  ])("refuses %s with its path and changes nothing", async (_title, fields, path) => {
    const world = await newWorld();
    const id = await makeComponent(world);
    const before = await written(world.pageId);
    const { status, body } = await post(world, id, fields);
    expect(status).toBe(422);
    expect((body.errors as unknown as { path: string }[]).map((one) => one.path)).toContain(path);
    expect(await written(world.pageId)).toEqual(before);
  });

  it("refuses strangers, readers, archived and foreign components", async () => {
    const world = await newWorld();
    const other = await newWorld();
    const [id, foreign] = [await makeComponent(world), await makeComponent(other)];
    expect((await post(world, id, {}, world.stranger)).status).toBe(404);
    expect((await post(world, id, {}, world.reader)).status).toBe(403);
    expect((await post(world, foreign)).status).toBe(404);
    expect((await list(world, foreign)).status).toBe(404);
    expect((await list(world, id, "", world.stranger)).status).toBe(404);
    const { body } = await post(other, foreign, {}, other.owner);
    expect((await revoke(world, id, body.id)).status).toBe(404);
    expect((await revoke(other, foreign, body.id, other.reader)).status).toBe(403);
    expect((await revoke(other, foreign, body.id, world.owner)).status).toBe(404);
    await call("DELETE", `${world.base}/components/${id}`, { token: world.owner });
    expect((await post(world, id)).status).toBe(404);
    expect(await prisma().correction.count({ where: { componentId: id } })).toBe(0);
  });
});

describe("what a correction changes", () => {
  it("is told by the snapshot of published components, and by nothing public of a private one", async () => {
    const world = await newWorld();
    const open = await makeComponent(world);
    const hidden = await makeComponent(world, { published: false });
    await post(world, open);
    await post(world, hidden, { reason: "a private marker" });
    const snapshot = await buildSnapshot(world.pageId, now);
    expect(snapshot.corrections).toMatchObject([
      { componentId: open, verdict: "down", startedAt: iso(now - 5 * DAY), reason: "로그로 확인했습니다." },
    ]);
    expect(JSON.stringify(snapshot)).not.toContain("a private marker");
  });

  it("ends with its revocation, and both stay in the list", async () => {
    const world = await newWorld();
    const id = await makeComponent(world);
    const downs = async () => {
      await countDays(Date.now());
      const days = (await buildSnapshot(world.pageId, now)).components[0]!.days;
      return days.reduce((sum, day) => sum + (day.seconds.major_outage ?? 0), 0);
    };
    expect(await downs()).toBe(0);
    const first = await post(world, id);
    await post(world, id, { verdict: "up", started_at: iso(now - 5 * DAY + HOUR / 2), reason: "half" });
    expect(await downs()).toBe(1_800);
    const { body } = await list(world, id);
    expect(body.map((one) => one.reason)).toEqual(["half", "로그로 확인했습니다."]);
    expect((await list(world, id, "?limit=1&page=2")).body.map((one) => one.id)).toEqual([first.body.id]);
    expect((await revoke(world, id, body[0]!.id)).status).toBe(204);
    expect(await downs()).toBe(3_600);
    expect((await revoke(world, id, body[0]!.id)).status).toBe(404);
    expect((await list(world, id)).body[0]).toMatchObject({ reason: "half", revoked_at: expect.any(String) });
    expect((await written(world.pageId)).actions.at(-1)).toBe("correction.revoke");
    expect((await buildSnapshot(world.pageId, now)).corrections).toHaveLength(1);
  });

  it("of long ago changes the mark of the archive, and once more when its days are counted", async () => {
    const world = await newWorld();
    const id = await makeComponent(world, { start_date: iso(now - 200 * DAY).slice(0, 10) });
    const revision = async () => (await buildSnapshot(world.pageId, now)).archive.revision;
    await countDays(Date.now());
    const before = await revision();
    await post(world, id, { started_at: iso(now - 150 * DAY), ended_at: iso(now - 149 * DAY) });
    const said = await revision();
    await countDays(Date.now());
    const counted = await revision();
    expect(new Set([before, said, counted]).size).toBe(3);
    await post(world, id);
    expect(await revision()).not.toBe(counted);
  });

  it("keeps the order of saying although the clock of the later is behind", async () => {
    const world = await newWorld();
    const id = await makeComponent(world);
    const scope = operatorScope("components:write", world.pageId);
    const input = { started_at: now - 3 * HOUR, ended_at: now - 2 * HOUR, reason: "r" };
    const first = await correctPast(scope, id, { ...input, verdict: "up" }, now);
    const second = await correctPast(scope, id, { ...input, verdict: "down" }, now - 1_000);
    expect(second.createdAt).toBe(first.createdAt + 1);
  });

  it("of a measured component may reach back to its first verdict", async () => {
    const world = await newWorld();
    const id = await makeComponent(world, { start_date: null, baseline_source: "monitors" });
    const early = { started_at: iso(now - 20 * DAY), ended_at: iso(now - 19 * DAY) };
    expect((await post(world, id, early)).status).toBe(422);
    await prisma().componentBaseline.create({
      data: { componentId: id, startedAt: new Date(now - 20 * DAY), state: "operational" },
    });
    expect((await post(world, id, early)).status).toBe(201);
  });
});

describe("figures with corrections", () => {
  const zone = "America/New_York";
  const base = Math.floor(now / MINUTE) * MINUTE;
  const stretch = (days: number) =>
    fc
      .record({
        from: fc.integer({ min: 0, max: days * 1_440 - 1 }),
        length: fc.integer({ min: 1, max: 3_000 }),
      })
      .map(({ from, length }) => ({
        startedAt: base - days * DAY + from * MINUTE,
        endedAt: Math.min(base, base - days * DAY + (from + length) * MINUTE),
      }));
  const world = fc.record({
    outages: fc.array(stretch(8), { maxLength: 3 }),
    corrections: fc.array(
      fc.record({ verdict: fc.constantFrom(...VERDICTS), at: stretch(8), isRevoked: fc.boolean() }),
      { minLength: 1, maxLength: 4 },
    ),
  });

  it("equal those of a naive minute by minute list: days, uptime, months", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ outages, corrections }) => {
        const pageId = await newPage({ timeZone: zone });
        const token = await newToken(pageId);
        const start = lastDays(10, base, zone)[0]!;
        const json = { component: { name: "c", start_date: start } };
        const id = String((await call("POST", `/v1/pages/${pageId}/components`, { token, json })).body.id);
        // Claims of two incidents and a window stand for whatever was said at the time.
        await prisma().stateClaim.createMany({
          data: outages.map(({ startedAt, endedAt }, i) => ({
            id: `${id}${i}`,
            pageId,
            componentId: id,
            source: i === 2 ? "maintenance" : "incident",
            state: i === 2 ? "under_maintenance" : i === 1 ? "partial_outage" : "major_outage",
            startedAt: new Date(startedAt),
            endedAt: new Date(endedAt),
          })),
        });
        const scope = operatorScope("components:write", pageId);
        for (const { verdict, at, isRevoked } of corrections) {
          const input = { verdict, started_at: at.startedAt, ended_at: at.endedAt, reason: "r" };
          const { id: correction } = await correctPast(scope, id, input, base);
          if (isRevoked)
            await call("DELETE", `/v1/pages/${pageId}/components/${id}/corrections/${correction}`, { token });
        }
        const held = corrections.filter(({ isRevoked }) => !isRevoked);
        const stateOf = (minute: number) => {
          const said = held.findLast(({ at }) => at.startedAt <= minute && minute < at.endedAt);
          if (said) return STATE_OF_VERDICT[said.verdict];
          const running = outages.map(({ startedAt, endedAt }) => startedAt <= minute && minute < endedAt);
          if (running[0]) return "major_outage";
          if (running[1]) return "partial_outage";
          return running[2] ? "under_maintenance" : "operational";
        };
        const total = noMs();
        const expected = lastDays(10, base, zone).map((date) => {
          const { startedAt, endedAt } = dayBounds(date, zone);
          const ms = noMs();
          for (let at = startedAt; at < Math.min(endedAt, base); at += MINUTE) {
            ms[stateOf(at)] += MINUTE;
            total[stateOf(at)] += MINUTE;
          }
          const length = (Math.min(endedAt, base) - startedAt) / 1_000;
          const seconds = Object.entries(wholeSeconds(ms, length)).filter(([, value]) => value > 0);
          return { date, seconds: Object.fromEntries(seconds), uptime: uptimePercent(ms, DEFAULT_POLICY) };
        });
        await prisma().dayRequest.updateMany({ data: { fromAt: new Date(base - 12 * DAY) } });
        await countDays(base);
        const shown = (await buildSnapshot(pageId, base)).components[0]!;
        expect(shown.days.slice(-10)).toEqual(expected);
        expect(shown.uptime90d).toBe(uptimePercent(total, DEFAULT_POLICY));
        const reading = operatorScope("page:read", pageId);
        const { ms } = await componentUptime(reading, id, { start }, base);
        expect(ms).toEqual(total);
        const month = await readMonthDays(pageId, expected.at(-1)!.date.slice(0, 7), base);
        const told = new Map(month.components[0]!.days.map((day) => [day.date, day]));
        for (const day of expected.filter(({ date }) => told.has(date)))
          expect(told.get(day.date)).toEqual(day);
      }),
      { numRuns: 40 },
    );
  });
});
