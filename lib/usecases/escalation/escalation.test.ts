import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { authorize } from "#lib/data/scope.ts";
import { readViolationEvents, readViolationRow } from "#lib/data/slo/violations.ts";
import type { EscalationLevel, PageTarget } from "#lib/domain/escalation/policy.ts";
import { DEFAULT_LEVELS } from "#lib/domain/escalation/seed.ts";
import type { SloSettings } from "#lib/domain/slo/definition.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newWorld } from "#lib/testing/manage/world.ts";
import { makeObjective, met, violated } from "#lib/testing/slo/rows.ts";
import { acknowledgeViolation } from "../violations/acknowledge.ts";
import { settleVerdict } from "../violations/settle.ts";
import { advanceEscalations, nextEscalationAt } from "./advance.ts";
import { fireLevel } from "./fire.ts";
import { registerActions } from "./register.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const SECOND = 1_000;
const at = (seconds: number) => T + seconds * SECOND;
const failures: unknown[] = [];
const told = { failed: (_: unknown, error: unknown) => void failures.push(error) };
const advance = (seconds: number) => advanceEscalations(told, at(seconds));

async function world({
  sloKey = "SLO-001",
  settings,
}: {
  sloKey?: string;
  settings?: Partial<SloSettings>;
} = {}) {
  const { pageId } = await newWorld();
  const objective = await makeObjective(pageId, { sloKey, ...(settings && { settings }) });
  const say =
    (verdict: ReturnType<typeof violated> | ReturnType<typeof met>, seconds: number) => async () => {
      const { rows } = await pool().query("select id from violations where objective_id = $1", [
        objective.id,
      ]);
      const latest = rows[0] ? await readViolationRow(pageId, rows[0].id) : null;
      return (await settleVerdict({ objective, verdict }, latest, at(seconds)))?.violation;
    };
  const opened = (await say(violated(T), 0)())!;
  const scope = authorize({ kind: "operator", id: "somebody", pageId: null }, "incidents:write", pageId);
  const levels = async () => (await readViolationRow(pageId, opened.id))!.level;
  const kinds = async () => (await readViolationEvents(opened.id)).map(({ kind }) => kind);
  const pages = async () =>
    (
      await pool().query(
        `select recipient_id as user, (details->>'level')::int as level from deliveries
         where page_id = $1 and kind = 'page' order by id`,
        [pageId],
      )
    ).rows as { user: string; level: number }[];
  return { pageId, objective, id: opened.id, say, scope, levels, kinds, pages };
}

async function person(pageId: string, role = "responder"): Promise<string> {
  const id = newId();
  await prisma().user.create({ data: { id, name: id, email: `${id}@example.com` } });
  await prisma().member.create({ data: { pageId, userId: id, role } });
  return id;
}

async function policy(pageId: string, pages: Partial<Record<1 | 2 | 3 | 4, PageTarget[]>>): Promise<string> {
  const id = newId();
  const levels: EscalationLevel[] = DEFAULT_LEVELS.map((one) => ({ ...one, pages: pages[one.level] ?? [] }));
  await prisma().escalationPolicy.create({
    data: { id, pageId, name: "night", isDefault: true, levels: levels as object[] },
  });
  return id;
}

describe("the levels of a violation", () => {
  it("are reached at once and after 5, 15 and 30 minutes, each once, and page people at each", async () => {
    const { pageId, levels, pages, kinds } = await world();
    const [on, off] = [await person(pageId), await person(pageId)];
    await policy(pageId, {
      2: [{ kind: "person", userId: on }],
      3: [
        { kind: "person", userId: off },
        { kind: "person", userId: on },
      ],
      4: [{ kind: "person", userId: off }],
    });
    await advance(0);
    expect([await levels(), await pages()]).toEqual([1, []]);
    await advance(299);
    expect(await levels()).toBe(1);
    await advance(300);
    await advance(301);
    expect([await levels(), await pages()]).toEqual([2, [{ user: on, level: 2 }]]);
    await advance(900);
    expect(new Set((await pages()).filter(({ level }) => level === 3).map(({ user }) => user))).toEqual(
      new Set([on, off]),
    );
    await advance(1_800);
    await advance(9_000);
    expect(await levels()).toBe(4);
    expect((await kinds()).filter((kind) => kind === "level")).toHaveLength(4);
    expect(await pages()).toHaveLength(4);
  });

  it("page the whole team where a policy names nobody, or whoever it names has left", async () => {
    const { pageId, pages } = await world();
    const gone = await person(pageId);
    await prisma().member.update({
      where: { pageId_userId: { pageId, userId: gone } },
      data: { disabledAt: new Date() },
    });
    await policy(pageId, { 2: [{ kind: "person", userId: gone }] });
    const helper = await person(pageId);
    const viewer = await person(pageId, "viewer");
    await advance(0);
    await advance(300);
    const paged = (await pages()).map(({ user }) => user);
    expect(paged).toContain(helper);
    expect(paged).not.toContain(gone);
    expect(paged).not.toContain(viewer);
  });

  it("page whoever is on call at that moment, an override before a rotation", async () => {
    const { pageId, pages } = await world();
    const [a, b, c] = [await person(pageId), await person(pageId), await person(pageId)];
    const scheduleId = newId();
    const layer = {
      name: "day",
      userIds: [a, b],
      startsAt: "2026-11-24T00:00",
      turnSeconds: 36_600,
      hours: null,
    };
    await prisma().onCallSchedule.create({
      data: { id: scheduleId, pageId, name: "s", timeZone: "UTC", layers: [layer] },
    });
    await prisma().onCallOverride.create({
      data: {
        id: newId(),
        scheduleId,
        userId: c,
        startedAt: new Date(at(1_700)),
        endedAt: new Date(at(1_900)),
      },
    });
    const target: PageTarget = { kind: "schedule", scheduleId };
    await policy(pageId, { 2: [target], 4: [target] });
    for (const seconds of [0, 300, 900, 1_800]) await advance(seconds);
    const of = async (level: number) =>
      (await pages()).filter((one) => one.level === level).map(({ user }) => user);
    // The turn of the first ends at 10:10; the violation began at 9:00.
    expect([await of(2), await of(4)]).toEqual([[a], [c]]);
  });

  it("wait while somebody has it, and go on at the level that is due after half an hour", async () => {
    const { pageId, id, scope, levels, kinds } = await world();
    await person(pageId);
    await advance(0);
    await acknowledgeViolation(scope, id, {}, at(60));
    await advance(300);
    await advance(1_000);
    expect(await levels()).toBe(1);
    await advance(60 + 1_800);
    expect(await kinds()).toContain("resumed");
    expect(await levels()).toBe(4);
  });

  it("are called off when it is over, and keep their clock when it comes back within ten minutes", async () => {
    const { say, levels, pages } = await world();
    await advance(0);
    await say(met(at(100)), 100)();
    await advance(400);
    expect([await levels(), await pages()]).toEqual([1, []]);
    await say(violated(at(500)), 500)();
    await advance(500);
    expect(await levels()).toBe(2);
  });

  it("are jumped to where the content demands it, and paged before the budget ends", async () => {
    const loss = await world({ settings: { levelFloor: 4 } });
    await advance(1);
    expect(await loss.levels()).toBe(4);
    const short = await world();
    await person(short.pageId);
    await pool().query("update violations set budget_ends_at = $2 where id = $1", [
      short.id,
      new Date(at(200)),
    ]);
    await advance(2);
    expect(await short.levels()).toBe(2);
    expect(await short.pages()).not.toEqual([]);
  });

  it("are done once, however many workers look", async () => {
    const { kinds, pages } = await world();
    await advance(0);
    await Promise.all(Array.from({ length: 6 }, () => advance(300)));
    expect((await kinds()).filter((kind) => kind === "level")).toHaveLength(2);
    expect(new Set((await pages()).map(({ user }) => user)).size).toBe((await pages()).length);
  });

  it("are nothing of a violation that is gone or over, and the next is known", async () => {
    const { pageId, id, say } = await world();
    await advance(0);
    expect(await nextEscalationAt()).not.toBeNull();
    await say(met(at(10)), 10)();
    expect(await fireLevel({ pageId, violationId: id, level: 2 }, at(400))).toBe(false);
    expect(await fireLevel({ pageId, violationId: "nothing", level: 2 }, at(400))).toBe(false);
    expect(failures).toEqual([]);
  });
});

describe("what answers a violation", () => {
  const runs = async (violationId: string) =>
    (
      await pool().query(
        `select a.key, r.level, r.is_dry_run as dry, r.state from action_runs r join response_actions a on a.id = r.action_id
         where r.violation_id = $1 order by a.key`,
        [violationId],
      )
    ).rows;

  it("is begun once at its level, as a dry run until somebody says where it goes", async () => {
    const { pageId, id, kinds } = await world();
    const scope = authorize({ kind: "system", id: "start", pageId: null }, "slos:write", pageId);
    expect(await registerActions(scope, T)).toContain("disaster_recovery");
    expect(await registerActions(scope, T)).toEqual([]);
    for (const seconds of [0, 1, 300]) await advance(seconds);
    expect(await runs(id)).toEqual(
      ["basic_recovery", "cloudwatch_alarm", "disaster_recovery", "emergency_scaling"].map((key) => ({
        ...{ key, level: 1, dry: true, state: "pending" },
      })),
    );
    expect((await kinds()).filter((kind) => kind === "action")).toHaveLength(1);
    const { rows } = await pool().query(
      "select action from audit_log where page_id = $1 and action like 'response%'",
      [pageId],
    );
    expect(rows).toEqual([{ action: "response_action.register" }]);
  });
});
