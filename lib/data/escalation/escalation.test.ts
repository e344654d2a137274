import { beforeEach, describe, expect, it } from "vitest";
import type { DueLevel } from "#lib/domain/escalation/clock.ts";
import type { EscalationLevel } from "#lib/domain/escalation/policy.ts";
import { DEFAULT_LEVELS } from "#lib/domain/escalation/seed.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { makePerson } from "#lib/testing/people.ts";
import { makeObjective, met, violated } from "#lib/testing/slo/rows.ts";
import { settleVerdict } from "#lib/usecases/violations/settle.ts";
import { pool, prisma } from "../db.ts";
import { newId } from "../new-id.ts";
import { readViolationRow } from "../slo/violations.ts";
import type { Tx } from "../tx.ts";
import { readAble, readMembers } from "./paged.ts";
import { archivePolicyRow, policyFor, readPolicies, slosOfPolicy, storePolicy } from "./policies.ts";
import { claimRuns, finishRun, insertRun, readActions, seedAction } from "./runs.ts";
import { listSchedules } from "./schedules.ts";
import {
  cancelOver,
  nextTimerAt,
  readDueTimers,
  readEscalated,
  readHoldsOver,
  readTimers,
  setTimers,
  takeTimer,
} from "./timers.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;
const at = (minutes: number) => T + minutes * MINUTE;
const inside = <R>(work: (tx: Tx) => Promise<R>) => prisma().$transaction(work);

beforeEach(async () => {
  // Rounds of escalation look at every page: each test has its own.
  await pool().query("update violations set resolved_at = now() where resolved_at is null");
  await pool().query(
    "update escalation_timers set cancelled_at = now() where done_at is null and cancelled_at is null",
  );
  await pool().query("update action_runs set due_at = null");
});

async function violation(settings: object = {}, severity: "critical" | "warning" | "info" = "critical") {
  const pageId = await newPage();
  const objective = await makeObjective(pageId, { settings });
  const settled = await settleVerdict({ objective, verdict: violated(T, { severity }) }, null, T);
  const { id } = settled!.violation;
  const end = async () =>
    void (await settleVerdict({ objective, verdict: met(T) }, await readViolationRow(pageId, id), T));
  return { pageId, objective, id, end };
}
const level = (n: 1 | 2 | 3 | 4, minutes: number, fields: Partial<DueLevel> = {}): DueLevel => ({
  ...{ level: n, baseAt: T, dueAt: at(minutes), reason: "time" },
  ...fields,
});

describe("policies", () => {
  const policy = async (pageId: string, name: string, fields: object = {}) => {
    const id = newId();
    const levels = [DEFAULT_LEVELS[0]] as EscalationLevel[];
    await prisma().escalationPolicy.create({
      data: { id, pageId, name, levels: levels as object[], ...fields },
    });
    return id;
  };

  it("are the one asked for, else the default, else the contract's four levels", async () => {
    const pageId = await newPage();
    expect(await policyFor(pageId, null)).toMatchObject({ id: "", isDefault: true, levels: DEFAULT_LEVELS });
    const night = await policy(pageId, "night");
    expect((await policyFor(pageId, null)).id).toBe("");
    const usual = await policy(pageId, "usual", { isDefault: true });
    expect((await policyFor(pageId, null)).id).toBe(usual);
    expect((await policyFor(pageId, night)).id).toBe(night);
    expect((await policyFor(pageId, "gone")).id).toBe(usual);
    expect((await policyFor(await newPage(), night)).id).toBe("");
  });

  it("are listed with the default first, without archived ones", async () => {
    const pageId = await newPage();
    await policy(pageId, "a");
    await policy(pageId, "b", { isDefault: true });
    await policy(pageId, "c", { archivedAt: new Date() });
    expect((await readPolicies(pageId)).map(({ name }) => name)).toEqual(["b", "a"]);
  });
});

describe("policies as they are stored", () => {
  it("count their revisions, give the default on, and are named by SLOs", async () => {
    const pageId = await newPage();
    const levels = [...DEFAULT_LEVELS];
    const store = (fields: { id?: string; name: string; isDefault: boolean }) =>
      inside((tx) => storePolicy(tx, pageId, { levels, ...fields }, T));
    const first = await store({ name: "a", isDefault: true });
    const second = await store({ name: "b", isDefault: true });
    expect((await readPolicies(pageId)).map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ["b", true],
      ["a", false],
    ]);
    expect((await store({ id: first.id, name: "c", isDefault: false })).revision).toBe(2);
    await makeObjective(pageId, { sloKey: "SLO-9", settings: { policyId: second.id } });
    expect(await inside((tx) => slosOfPolicy(tx, pageId, second.id))).toEqual(["SLO-9"]);
    expect(await inside((tx) => slosOfPolicy(tx, pageId, first.id))).toEqual([]);
    await inside((tx) => archivePolicyRow(tx, second.id, T));
    expect((await readPolicies(pageId)).map(({ name }) => name)).toEqual(["c"]);
  });
});

describe("violations that escalate", () => {
  it("are open and warn or page, of every page, with what their SLO says", async () => {
    const [a, b] = [await violation({ levelFloor: 3 }), await violation({}, "warning")];
    await violation({}, "info");
    const over = await violation();
    await over.end();
    const found = await readEscalated();
    expect(new Set(found.map((one) => one.violation.id))).toEqual(new Set([a.id, b.id]));
    expect(found.find((one) => one.violation.id === a.id)!.settings.levelFloor).toBe(3);
  });

  it("are held until their acknowledgement ends", async () => {
    const { pageId, id, end } = await violation();
    await pool().query("update violations set resumes_at = $2 where id = $1", [id, new Date(at(30))]);
    expect(await readHoldsOver(at(30) - 1)).toEqual([]);
    expect(await readHoldsOver(at(30))).toEqual([{ pageId, id, resumesAt: at(30) }]);
    await end();
    expect(await readHoldsOver(at(40))).toEqual([]);
  });
});

describe("timers of levels", () => {
  const stored = async (id: string) => (await readTimers([id])).get(id)!;

  it("are set, moved, and known by what is due next", async () => {
    const { id } = await violation();
    await setTimers(id, [level(1, 0), level(2, 5)]);
    await setTimers(id, [level(2, 3, { reason: "pre_emptive" })]);
    await setTimers(id, []);
    expect(await stored(id)).toMatchObject([
      { level: 1, dueAt: T, doneAt: null },
      { level: 2, dueAt: at(3), baseAt: T, cancelledAt: null },
    ]);
    expect(await nextTimerAt()).toBe(T);
    expect((await readTimers([id, "other"])).get("other")).toEqual([]);
  });

  it("are due from their moment on, in order, and taken once", async () => {
    const { pageId, id } = await violation();
    await setTimers(id, [level(1, 0), level(2, 5), level(3, 15)]);
    expect((await readDueTimers(at(5), 10)).map((one) => one.level)).toEqual([1, 2]);
    expect(await readDueTimers(at(5), 1)).toEqual([{ pageId, violationId: id, level: 1 }]);
    const take = (n: number, now = at(5)) =>
      inside((tx) => takeTimer(tx, { violationId: id, level: n }, now));
    const both = await Promise.all([take(2), take(2)]);
    expect(both.filter((one) => one !== null)).toEqual([{ reason: "time", dueAt: at(5) }]);
    expect(await take(3)).toBeNull();
    expect((await stored(id))[1]).toMatchObject({ level: 2, doneAt: at(5) });
  });

  it("that were done stay done, unless the clock began anew", async () => {
    const { id } = await violation();
    await setTimers(id, [level(1, 0)]);
    await inside((tx) => takeTimer(tx, { violationId: id, level: 1 }, T));
    await setTimers(id, [level(1, 2)]);
    expect((await stored(id))[0]).toMatchObject({ dueAt: T, doneAt: T });
    await setTimers(id, [level(1, 20, { baseAt: at(20) })]);
    expect((await stored(id))[0]).toMatchObject({ dueAt: at(20), doneAt: null });
  });

  it("of what is over are called off, and set again when it comes back", async () => {
    const { id, end } = await violation();
    await setTimers(id, [level(2, 5)]);
    await end();
    expect(await cancelOver(at(1))).toBe(1);
    expect(await cancelOver(at(1))).toBe(0);
    expect([await readDueTimers(at(9), 10), await nextTimerAt()]).toEqual([[], null]);
    await setTimers(id, [level(2, 5)]);
    expect((await stored(id))[0]).toMatchObject({ cancelledAt: null, doneAt: null });
  });
});

describe("who is paged", () => {
  it("are members of the page who are not disabled", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    const [viewer, responder, owner] = [
      await makePerson(pageId, "viewer"),
      await makePerson(pageId, "responder"),
      await makePerson(pageId, "owner"),
    ];
    const stranger = await makePerson(other, "owner");
    const named = [viewer, responder, stranger].map(({ id }) => id);
    expect(await inside((tx) => readMembers(tx, pageId, named))).toEqual([viewer.id, responder.id].sort());
    const able = () => inside((tx) => readAble(tx, pageId, ["responder", "owner"]));
    expect(await able()).toEqual([responder.id, owner.id].sort());
    await prisma().member.updateMany({ where: { userId: owner.id }, data: { disabledAt: new Date() } });
    expect(await able()).toEqual([responder.id]);
  });

  it("are told by schedules, with their overrides in the order in which they were made", async () => {
    const pageId = await newPage();
    const id = newId();
    await prisma().onCallSchedule.create({
      data: { id, pageId, name: "s", timeZone: "Asia/Seoul", layers: [] },
    });
    for (const [i, userId] of ["a", "b"].entries())
      await prisma().onCallOverride.create({
        data: {
          ...{ id: newId(), scheduleId: id, userId, createdAt: new Date(at(i)) },
          ...{ startedAt: new Date(at(0)), endedAt: new Date(at(9)) },
        },
      });
    const found = (await listSchedules(pageId, { ids: [id, "x"] }))[0]!;
    expect(found).toMatchObject({ name: "s", timeZone: "Asia/Seoul", layers: [] });
    expect(found.overrides.map(({ userId, startedAt }) => [userId, startedAt])).toEqual([
      ["a", at(0)],
      ["b", at(0)],
    ]);
    expect(await listSchedules("other", { ids: [id] })).toEqual([]);
  });
});

describe("response actions and their runs", () => {
  const config = { url: null, arn: null, endpoint: null, parameters: {}, timeoutSeconds: 5 };
  const action = (key: string, mode: "live" | "dry_run" = "live") => ({
    ...{ id: newId(), key, name: key, kind: "webhook" as const, config, triggers: [], mode },
  });

  it("are registered once under their key", async () => {
    const pageId = await newPage();
    const seed = (given: ReturnType<typeof action>) => inside((tx) => seedAction(tx, pageId, given, T));
    expect([await seed(action("b")), await seed(action("a")), await seed(action("b"))]).toEqual([
      true,
      true,
      false,
    ]);
    const found = await readActions(pageId);
    expect(found.map(({ key }) => key)).toEqual(["a", "b"]);
    expect(found[0]).toMatchObject({ kind: "webhook", mode: "live", config, sealed: null, revision: 1 });
  });

  it("are run once for a violation and level, taken under a lease, and finished", async () => {
    const { pageId, id } = await violation();
    await inside((tx) => seedAction(tx, pageId, action("a"), T));
    const [only] = await readActions(pageId);
    const insert = (n: number) => inside((tx) => insertRun(tx, only!, { violationId: id, level: n }, T));
    expect([await insert(1), await insert(1), await insert(2)]).toEqual([true, false, true]);
    expect(await claimRuns(T - 1, MINUTE, 10)).toEqual([]);
    const [first, second] = await claimRuns(T, MINUTE, 10);
    expect(first).toMatchObject({
      key: `${id}:1:${only!.id}`,
      pageId,
      violationId: id,
      level: 1,
      attempts: 0,
      isDryRun: false,
    });
    expect(await claimRuns(at(1) - 1, MINUTE, 10)).toEqual([]);
    const outcome = { at: "now", code: "503", text: "", duration_ms: 3 };
    await finishRun(first!.id, { state: "pending", dueAt: at(2), outcome }, T);
    await finishRun(second!.id, { state: "failed", dueAt: null, outcome }, T);
    expect((await claimRuns(at(2), MINUTE, 10)).map(({ level: n, attempts }) => [n, attempts])).toEqual([
      [1, 1],
    ]);
    await finishRun(
      first!.id,
      { state: "succeeded", dueAt: null, outcome: { ...outcome, code: "200" } },
      at(2),
    );
    const { rows } = await pool().query(
      "select state, attempts, jsonb_array_length(outcomes) as told, finished_at from action_runs where violation_id = $1 order by level",
      [id],
    );
    expect(rows).toMatchObject([
      { state: "succeeded", attempts: 2, told: 2, finished_at: new Date(at(2)) },
      { state: "failed", attempts: 1, told: 1, finished_at: new Date(T) },
    ]);
    expect(await claimRuns(at(60), MINUTE, 10)).toEqual([]);
  });
});
