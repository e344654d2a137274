import { describe, expect, it } from "vitest";
import { authorize } from "#lib/data/scope.ts";
import { newEscalationPolicy } from "#lib/domain/escalation/policy-input.ts";
import { newOnCallSchedule } from "#lib/domain/escalation/schedule-input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, newWorld, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makePerson } from "#lib/testing/people.ts";
import { createPolicy } from "../escalation-policies/define.ts";
import { archiveSchedule } from "./archive.ts";
import { createSchedule, updateSchedule } from "./define.ts";
import { addOverride, removeOverride } from "./override.ts";
import { listOnCall, readSchedule, readShifts } from "./read.ts";

withDatabase();
const T = Date.parse("2026-12-01T00:00:00Z");
const DAY = 86_400_000;
const scopeOf = (pageId: string) => operatorScope("slos:write", pageId);
const reader = (pageId: string) => operatorScope("page:read", pageId);
const ALL = { skip: 0, take: 100 };

async function team() {
  const pageId = await newPage();
  const [a, b] = [await makePerson(pageId, "responder"), await makePerson(pageId, "owner")];
  const layer = { name: "days", user_ids: [a.id, b.id], starts_at: "2026-12-01T09:00", turn_seconds: 86_400 };
  const input = (name: string) => newOnCallSchedule.parse({ name, time_zone: "Asia/Seoul", layers: [layer] });
  return { pageId, a: a.id, b: b.id, input };
}

describe("an on-call schedule", () => {
  it("is made, changed and archived, each with its audit record", async () => {
    const { pageId, a, input } = await team();
    const made = await createSchedule(scopeOf(pageId), input("nights"), T);
    const layers = [
      { name: "all", user_ids: [a], starts_at: "2026-12-01T09:00", turn_seconds: 3_600, hours: null },
    ];
    const changed = await updateSchedule(scopeOf(pageId), made.id, { layers, revision: 1 }, T);
    expect(changed).toMatchObject({ name: "nights", revision: 2, layers: [{ userIds: [a] }] });
    expect(await readSchedule(reader(pageId), made.id)).toEqual(changed);
    await expect(
      updateSchedule(scopeOf(pageId), made.id, { name: "x", revision: 1 }, T),
    ).rejects.toMatchObject({
      kind: "conflict",
    });
    await archiveSchedule(scopeOf(pageId), made.id, T);
    expect(await listOnCall(reader(pageId), ALL)).toEqual([]);
    const { actions } = await written(pageId);
    expect(actions).toEqual(["create", "update", "archive"].map((act) => `on_call_schedule.${act}`));
  });

  it("tells who is on call when, an override before a rotation, until it is taken back", async () => {
    const { pageId, a, b, input } = await team();
    const { id } = await createSchedule(scopeOf(pageId), input("nights"), T);
    const shifts = async () =>
      (await readShifts(reader(pageId), id, { from: T, until: T + 2 * DAY }, T)).map(
        ({ userId, startedAt }) => [userId, (startedAt - T) / DAY],
      );
    expect(await shifts()).toEqual([
      [a, 0],
      [b, 1],
    ]);
    const range = { started_at: T + DAY / 2, ended_at: T + DAY };
    const override = await addOverride(scopeOf(pageId), id, { user_id: b, ...range }, T);
    expect(await shifts()).toEqual([
      [a, 0],
      [b, 0.5],
    ]);
    await removeOverride(scopeOf(pageId), id, override.id);
    expect(await shifts()).toHaveLength(2);
    await expect(removeOverride(scopeOf(pageId), id, override.id)).rejects.toMatchObject({
      kind: "not_found",
    });
    const long = { from: T, until: T + 93 * DAY };
    await expect(readShifts(reader(pageId), id, long, T)).rejects.toMatchObject({
      faults: [{ path: "until", message: "at most 92 days at once" }],
    });
    await expect(readShifts(reader(pageId), id, { from: T, until: T }, T)).rejects.toMatchObject({
      kind: "invalid",
    });
    expect(await readShifts(reader(pageId), id, {}, T)).toHaveLength(28);
    const { actions } = await written(pageId);
    expect(actions.slice(1)).toEqual(["on_call_schedule.override", "on_call_schedule.override_end"]);
  });

  it("takes nobody who is not of the page, each told by its place", async () => {
    const [{ pageId, a, input }, other] = [await team(), await team()];
    const mixed = { ...input("x"), layers: [{ ...other.input("y").layers[0]!, user_ids: [a, other.a] }] };
    await expect(createSchedule(scopeOf(pageId), { ...input("x"), ...mixed }, T)).rejects.toMatchObject({
      faults: [{ path: "on_call_schedule.layers.0.user_ids.1", message: "no such person on this page" }],
    });
    const { id } = await createSchedule(scopeOf(pageId), input("x"), T);
    const range = { started_at: T, ended_at: T + 1 };
    await expect(addOverride(scopeOf(pageId), id, { user_id: other.a, ...range }, T)).rejects.toMatchObject({
      faults: [{ path: "override.user_id", message: "no such person on this page" }],
    });
  });

  it("stays while a policy pages by it, is not there for another page, and fifty are enough", async () => {
    const [{ pageId, input }, other] = [await team(), await newPage()];
    const { id } = await createSchedule(scopeOf(pageId), input("a"), T);
    const stranger = authorize({ kind: "operator", id: "t", pageId: null }, "slos:write", other);
    await expect(updateSchedule(stranger, id, { name: "x" }, T)).rejects.toMatchObject({ kind: "not_found" });
    await expect(archiveSchedule(stranger, id, T)).rejects.toMatchObject({ kind: "not_found" });
    await expect(readSchedule(reader(other), id)).rejects.toMatchObject({ kind: "not_found" });
    const levels = [{ level: 1, after_seconds: 0, pages: [{ kind: "schedule", schedule_id: id }] }];
    await createPolicy(scopeOf(pageId), newEscalationPolicy.parse({ name: "night", levels }), T);
    await expect(archiveSchedule(scopeOf(pageId), id, T)).rejects.toMatchObject({
      kind: "conflict",
      message: "Policies page by this schedule: night. Change them first",
    });
    for (let n = 1; n < 50; n++) await createSchedule(scopeOf(pageId), input(`s${n}`), T);
    await expect(createSchedule(scopeOf(pageId), input("one more"), T)).rejects.toMatchObject({
      kind: "invalid",
    });
  });

  it("is a noun of the manage API with its overrides and shifts", async () => {
    const world = await newWorld();
    const { id: userId } = await makePerson(world.pageId, "responder");
    const sent = { token: world.owner };
    const layer = { name: "w", user_ids: [userId], starts_at: "2026-12-01T09:00", turn_seconds: 604_800 };
    const json = { on_call_schedule: { name: "week", time_zone: "Asia/Seoul", layers: [layer] } };
    const made = await call("POST", `${world.base}/on-call-schedules`, { ...sent, json });
    expect([made.status, made.body]).toMatchObject([
      201,
      { layers: [{ hours: null }], overrides: [], revision: 1 },
    ]);
    const place = `${world.base}/on-call-schedules/${made.body.id}`;
    const range = { started_at: "2026-12-24T18:00:00+09:00", ended_at: "2026-12-25T18:00:00+09:00" };
    const added = await call("POST", `${place}/overrides`, {
      ...sent,
      json: { override: { user_id: userId, ...range } },
    });
    expect([added.status, added.body.started_at]).toEqual([201, "2026-12-24T09:00:00.000Z"]);
    expect((await call("GET", place, sent)).body.overrides).toEqual([added.body]);
    const shifts = await call(
      "GET",
      `${place}/shifts?from=2026-12-02T00:00:00Z&until=2026-12-03T00:00:00Z`,
      sent,
    );
    expect(shifts.body).toEqual([
      { user_id: userId, started_at: "2026-12-02T00:00:00.000Z", ended_at: "2026-12-03T00:00:00.000Z" },
    ]);
    expect((await call("DELETE", `${place}/overrides/${added.body.id}`, sent)).status).toBe(204);
    const patched = await call("PATCH", place, { ...sent, json: { on_call_schedule: { name: "weeks" } } });
    expect([patched.status, patched.body.name]).toEqual([200, "weeks"]);
    expect((await call("DELETE", place, sent)).status).toBe(204);
    expect((await call("GET", `${world.base}/on-call-schedules`, sent)).body).toEqual([]);
  });
});
