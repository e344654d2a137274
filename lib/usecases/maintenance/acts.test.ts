import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { claimsOf, eventsOf, HOUR, iso, MINUTE } from "#lib/testing/maintenance/windows.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";

withDatabase();
const DAY = 24 * HOUR;

type Body = Record<string, unknown> & {
  id: string;
  status: string;
  revision: number;
  incident_updates: Record<string, unknown>[];
  notices: { version: number; scheduled_for: string; scheduled_until: string }[];
};

/** A page with a component and a window on it, told through the manage API. */
async function world(fields: object = {}) {
  const made = await newWorld();
  const component = { component: { name: "Database" } };
  const told = await call("POST", `${made.base}/components`, { token: made.owner, json: component });
  const componentId = String(told.body.id);
  const now = Date.now();
  const incident = {
    name: "Database",
    component_ids: [componentId],
    scheduled_for: iso(now + DAY),
    scheduled_until: iso(now + DAY + HOUR),
    ...fields,
  };
  const path = `${made.base}/incidents`;
  const first = await call("POST", path, { token: made.owner, json: { incident } });
  expect([first.status, first.body.errors]).toEqual([201, undefined]);
  const window = first.body as unknown as Body;
  const act = async (name: string, json: object = {}, token = made.owner) => {
    const { status, body } = await call("POST", `${path}/${window.id}/${name}`, {
      token,
      json: { incident: json },
    });
    return { status, body: body as unknown as Body & { message: string; errors: { path: string }[] } };
  };
  const patch = async (json: object) => {
    const { status, body } = await call("PATCH", `${path}/${window.id}`, {
      token: made.owner,
      json: { incident: json },
    });
    return { status, body: body as unknown as Body & { message: string; errors: { path: string }[] } };
  };
  return { ...made, path, now, componentId, window, act, patch };
}
const running = { status: "in_progress" };
const kindsOf = async (pageId: string) => (await eventsOf(pageId)).slice(1).map(({ kind }) => kind);

describe("the acts of a window", () => {
  it("lead from its announcement to its end, each with an update, a record and an event", async () => {
    const { pageId, act, window, componentId } = await world();
    const started = await act("start", { body: "We begin early." });
    expect(started.status).toBe(200);
    expect(started.body).toMatchObject({
      status: "in_progress",
      component_states: { [componentId]: "under_maintenance" },
    });
    const verifying = await act("verify");
    expect(verifying.body.incident_updates[0]).toMatchObject({
      status: "verifying",
      body: "작업을 마치고 결과를 확인하고 있습니다.",
    });
    const completed = await act("complete", { deliver_notifications: false });
    expect(completed.body).toMatchObject({
      status: "completed",
      resolved_at: expect.any(String),
      component_states: { [componentId]: "operational" },
    });
    expect(completed.body.incident_updates.map(({ status }) => status)).toEqual([
      "completed",
      "verifying",
      "in_progress",
      "scheduled",
    ]);
    const events = (await eventsOf(pageId)).slice(2);
    expect(events.map(({ kind, deliver_notifications }) => [kind, deliver_notifications])).toEqual([
      ["maintenance.started", true],
      ["maintenance.verifying", true],
      ["maintenance.completed", false],
    ]);
    expect((await written(pageId)).actions.slice(2)).toEqual([
      "maintenance.started",
      "maintenance.verifying",
      "maintenance.completed",
    ]);
    expect(window.status).toBe("scheduled");
  });

  it("move the start when they begin early, with a new version of the notice", async () => {
    const { act } = await world();
    const { body } = await act("start");
    expect(body.notices.map(({ version }) => version)).toEqual([1, 2]);
    expect(body.notices[1]?.scheduled_for).toBe(body.scheduled_for);
    expect(body.started_at).toBe(body.scheduled_for);
    expect(Date.parse(String(body.scheduled_for))).toBeLessThanOrEqual(Date.now());
  });

  it("may go back from verifying to work", async () => {
    const { act, pageId } = await world(running);
    await act("verify");
    expect((await act("start", { body: "Not yet." })).body.status).toBe("in_progress");
    expect((await kindsOf(pageId)).at(-1)).toBe("maintenance.updated");
  });

  it.each<[string, object, string[], string, string]>([
    [
      "verify before the start",
      {},
      [],
      "verify",
      "scheduled cannot become verifying; allowed now: in_progress, cancelled",
    ],
    [
      "complete before the start",
      {},
      [],
      "complete",
      "scheduled cannot become completed; allowed now: in_progress, cancelled",
    ],
    [
      "cancel what runs",
      running,
      [],
      "cancel",
      "in_progress cannot become cancelled; allowed now: verifying, completed",
    ],
    [
      "start what is over",
      running,
      ["complete"],
      "start",
      "completed cannot become in_progress; allowed now: nothing",
    ],
    [
      "complete twice",
      running,
      ["complete"],
      "complete",
      "completed cannot become completed; allowed now: nothing",
    ],
    [
      "start what is cancelled",
      {},
      ["cancel"],
      "start",
      "a cancelled window cannot become in_progress; allowed now: nothing",
    ],
    [
      "cancel twice",
      {},
      ["cancel"],
      "cancel",
      "a cancelled window cannot become cancelled; allowed now: nothing",
    ],
  ])("refuse to %s, and name what is allowed", async (_title, fields, before, act, message) => {
    const one = await world(fields);
    for (const name of before) expect((await one.act(name)).status).toBe(200);
    const written_ = await written(one.pageId);
    const { status, body } = await one.act(act);
    expect([status, body.message]).toEqual([409, message]);
    expect(await written(one.pageId)).toEqual(written_);
  });

  it("refuse strangers, readers, other pages, drafts, and incidents that are no window", async () => {
    const one = await world();
    const other = await world();
    for (const act of ["start", "verify", "complete", "cancel", "extend"]) {
      const json = act === "extend" ? { scheduled_until: iso(Date.now() + 2 * DAY) } : {};
      expect((await one.act(act, json, one.stranger)).status).toBe(404);
      expect((await one.act(act, json, one.reader)).status).toBe(403);
      expect((await one.act(act, json, other.owner)).status).toBe(404);
      const draft = await world({ draft: true });
      expect((await draft.act(act, json)).status).toBe(409);
      const incident = await call("POST", one.path, { token: one.owner, json: { incident: { name: "x" } } });
      const path = `${one.path}/${incident.body.id}/${act}`;
      const refused = await call("POST", path, { token: one.owner, json: { incident: json } });
      expect([refused.status, refused.body.message]).toEqual([
        409,
        "This is an incident: only a maintenance window can do that",
      ]);
    }
  });

  it("answer an old revision with the newer window", async () => {
    const { act, window } = await world();
    await act("start", { revision: window.revision });
    const { status, body } = await act("complete", { revision: window.revision });
    expect(status).toBe(409);
    expect(body.current).toMatchObject({ id: window.id, status: "in_progress" });
  });

  it("take a status by PATCH and by an update too, as clients of Statuspage send it", async () => {
    const { patch, path, window, owner, pageId } = await world();
    expect((await patch({ status: "in_progress", body: "Go." })).body.status).toBe("in_progress");
    expect((await patch({ status: "resolved" })).body.message).toBe(
      "in_progress cannot become resolved; allowed now: verifying, completed",
    );
    expect((await patch({ body: "Half way." })).body.incident_updates[0]).toMatchObject({
      status: "in_progress",
      body: "Half way.",
    });
    expect((await patch({ status: "completed" })).body.status).toBe("completed");
    expect(await kindsOf(pageId)).toEqual([
      "maintenance.scheduled",
      "maintenance.started",
      "maintenance.updated",
      "maintenance.completed",
    ]);
    const again = await call("POST", `${path}/${window.id}/reopen`, { token: owner, json: { incident: {} } });
    expect(again.status).toBe(409);
  });

  it("leave to a running window the states that its author says", async () => {
    const { patch, window, componentId, now } = await world(running);
    await patch({ body: "Reads work.", components: { [componentId]: "degraded_performance" } });
    const claims = await claimsOf(window.id, now);
    expect(claims.map((claim) => claim.split(" ")[0])).toEqual(["under_maintenance", "degraded_performance"]);
  });
});

describe("POST incidents/{id}/cancel", () => {
  it("completes it with an update that says so, and v2 hears of no start", async () => {
    const { act, pageId, window, componentId, now } = await world();
    const { body } = await act("cancel");
    expect(body).toMatchObject({
      status: "completed",
      cancelled_at: expect.any(String),
      component_states: { [componentId]: "operational" },
    });
    expect(body.incident_updates[0]).toMatchObject({
      status: "completed",
      body: "예정된 점검이 취소되었습니다.",
      affected_components: null,
    });
    expect(await claimsOf(window.id, now)).toEqual([]);
    expect((await kindsOf(pageId)).at(-1)).toBe("maintenance.cancelled");
  });
});

describe("POST incidents/{id}/extend", () => {
  it("moves the end, the claim and the notice of a running window", async () => {
    const { act, window, pageId, now } = await world(running);
    const until = Math.floor((now + 2 * DAY) / MINUTE) * MINUTE;
    const { body } = await act("extend", { scheduled_until: iso(until), body: "It takes longer." });
    expect(body.scheduled_until).toBe(iso(until));
    expect(body.notices.map((notice) => notice.scheduled_until)).toEqual([
      window.scheduled_until,
      iso(until),
    ]);
    const claims = await prisma().stateClaim.findMany({ where: { sourceId: window.id } });
    expect(claims.map(({ endedAt }) => endedAt?.getTime())).toEqual([until]);
    expect((await kindsOf(pageId)).at(-1)).toBe("maintenance.extended");
  });

  it("excuses nothing of an overrun: the new claim begins with the announcement", async () => {
    const { act, window, now, componentId, pageId } = await world(running);
    // The window ended an hour ago, and nobody completed it.
    const ended = new Date(now - HOUR);
    const at = { scheduledFor: new Date(now - 3 * HOUR), scheduledUntil: ended };
    await prisma().maintenanceNotice.updateMany({
      where: { incidentId: window.id },
      data: { ...at, noticeAt: new Date(now - DAY) },
    });
    await prisma().incident.update({ where: { id: window.id }, data: at });
    await prisma().incidentUpdate.updateMany({
      where: { incidentId: window.id },
      data: { displayAt: new Date(now - 3 * HOUR) },
    });
    await act("extend", { scheduled_until: iso(now + HOUR) });
    const claims = await prisma().stateClaim.findMany({
      where: { componentId, pageId },
      orderBy: { startedAt: "asc" },
    });
    expect(claims).toHaveLength(2);
    expect(claims[0]?.endedAt).toEqual(ended);
    expect(claims[1]?.startedAt.getTime()).toBeGreaterThanOrEqual(now);
    expect(claims[1]?.endedAt?.getTime()).toBe(now + HOUR);
  });

  it("refuses an end that has passed, one that it has, and a window that does not run", async () => {
    const one = await world(running);
    const pathsOf = async (json: object) =>
      (await one.act("extend", json)).body.errors.map(({ path }) => path);
    expect(await pathsOf({ scheduled_until: iso(one.now - 1) })).toContain("incident.scheduled_until");
    expect(await pathsOf({ scheduled_until: one.window.scheduled_until })).toEqual([
      "incident.scheduled_until",
    ]);
    expect(await pathsOf({})).toEqual(["incident.scheduled_until"]);
    const waiting = await world();
    const { status, body } = await waiting.act("extend", { scheduled_until: iso(one.now + 3 * DAY) });
    expect([status, body.message]).toEqual([
      409,
      "scheduled cannot become extended; allowed now: in_progress, cancelled",
    ]);
  });
});

describe("PATCH incidents/{id} with other times", () => {
  it("reschedules: readers are told, and the notice has its next version", async () => {
    const { patch, pageId, window, now } = await world();
    const [from, until] = [now + 3 * DAY, now + 3 * DAY + HOUR];
    const { status, body } = await patch({ scheduled_for: iso(from), scheduled_until: iso(until) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "scheduled", started_at: iso(from), scheduled_for: iso(from) });
    expect(body.notices.map((notice) => notice.scheduled_for)).toEqual([window.scheduled_for, iso(from)]);
    expect(body.incident_updates[0]).toMatchObject({
      status: "scheduled",
      body: expect.stringContaining("점검 시간이 변경되었습니다."),
    });
    expect((await kindsOf(pageId)).at(-1)).toBe("maintenance.rescheduled");
    const { audits } = await written(pageId);
    expect(audits.at(-1)).toMatchObject({
      before: { scheduled_for: window.scheduled_for },
      after: { scheduled_for: iso(from) },
    });
  });

  it("says it in the author's words, together with what else changes", async () => {
    const { patch, window, now } = await world();
    const { body } = await patch({
      name: "Database and cache",
      scheduled_until: iso(now + DAY + 2 * HOUR),
      body: "It takes an hour longer.",
      remind_minutes: [30],
      revision: window.revision,
    });
    expect(body).toMatchObject({ name: "Database and cache", remind_minutes: [30] });
    expect(body.incident_updates.map((update) => update.body)[0]).toBe("It takes an hour longer.");
    expect(body.incident_updates).toHaveLength(2);
  });

  it("asks about overlap and the past, and refuses what is over", async () => {
    const { patch, path, owner, componentId, now } = await world();
    const other = { name: "Other", component_ids: [componentId] };
    const times = { scheduled_for: iso(now + 5 * DAY), scheduled_until: iso(now + 5 * DAY + HOUR) };
    await call("POST", path, { token: owner, json: { incident: { ...other, ...times } } });
    const asked = await patch(times);
    expect([asked.status, asked.body.errors.map((one) => one.path)]).toEqual([409, ["confirm.overlap"]]);
    const begun = await patch({ scheduled_for: iso(now - HOUR) });
    expect(begun.body.errors.map((one) => one.path)).toEqual(["confirm.past"]);
    const over = await patch({ scheduled_for: iso(now - 2 * HOUR), scheduled_until: iso(now - HOUR) });
    expect([over.status, over.body.errors[0]?.path]).toEqual([422, "incident.scheduled_until"]);
    expect((await patch({ ...times, confirm: ["overlap"] })).status).toBe(200);
  });

  it("moves a draft without a word, and tells its settings to nobody", async () => {
    const { patch, pageId, now } = await world({ draft: true });
    const { body } = await patch({ scheduled_until: iso(now + 2 * DAY), scheduled_auto_completed: false });
    expect(body).toMatchObject({
      scheduled_until: iso(now + 2 * DAY),
      scheduled_auto_completed: false,
      notices: [],
    });
    expect(body.incident_updates).toHaveLength(1);
    expect(await kindsOf(pageId)).toEqual([]);
  });

  it("does not move the start of what runs, nor the times of what is over or of an incident", async () => {
    const one = await world(running);
    const moved = await one.patch({ scheduled_for: iso(one.now + HOUR) });
    expect([moved.status, moved.body.message]).toEqual([409, "The window has begun: only its end can move"]);
    await one.act("complete");
    expect((await one.patch({ scheduled_until: iso(one.now + 3 * DAY) })).status).toBe(409);
    const incident = await call("POST", one.path, { token: one.owner, json: { incident: { name: "x" } } });
    const refused = await call("PATCH", `${one.path}/${incident.body.id}`, {
      token: one.owner,
      json: { incident: { scheduled_for: iso(one.now) } },
    });
    expect(refused.status).toBe(422);
  });

  it("adds and removes components of what is to come without a claim", async () => {
    const { patch, base, owner, window, now, componentId } = await world();
    const component = { component: { name: "Cache" } };
    const { body: cache } = await call("POST", `${base}/components`, { token: owner, json: component });
    const { body } = await patch({ component_ids: [cache.id] });
    expect(body.component_states).toEqual({ [String(cache.id)]: "under_maintenance" });
    expect(body.incident_updates).toHaveLength(1);
    expect((await patch({ component_ids: [cache.id, componentId] })).body.component_states).toEqual({
      [String(cache.id)]: "under_maintenance",
      [componentId]: "under_maintenance",
    });
    expect(await claimsOf(window.id, now)).toEqual([]);
  });

  it("takes a map of what is to come as its plan, without an empty update", async () => {
    const { patch, act, pageId, window, now, componentId } = await world();
    const { body } = await patch({ components: { [componentId]: "partial_outage" } });
    expect(body.component_states).toEqual({ [componentId]: "partial_outage" });
    expect(body.incident_updates).toHaveLength(1);
    expect(await kindsOf(pageId)).toEqual(["maintenance.scheduled", "maintenance.updated"]);
    const said = await patch({ body: "Bring tea.", components: { [componentId]: "operational" } });
    // "operational" is the state of now, as clients of Statuspage send it.
    expect(said.body.component_states).toEqual({ [componentId]: "under_maintenance" });
    expect(said.body.incident_updates[0]).toMatchObject({ body: "Bring tea.", affected_components: null });
    expect(await claimsOf(window.id, now)).toEqual([]);
    const { body: started } = await act("start");
    expect(started.incident_updates[0]!.affected_components).toMatchObject([
      { old_status: "operational", new_status: "under_maintenance" },
    ]);
  });

  it("lets the components keep their state, and takes that back", async () => {
    const { patch, componentId } = await world();
    const kept = await patch({ auto_transition_to_maintenance_state: false });
    expect(kept.body).toMatchObject({
      auto_transition_to_maintenance_state: false,
      component_states: { [componentId]: "operational" },
    });
    expect((await patch({ name: "Other" })).body.auto_transition_to_maintenance_state).toBe(false);
    const back = await patch({ auto_transition_to_maintenance_state: true });
    expect(back.body.component_states).toEqual({ [componentId]: "under_maintenance" });
  });

  it("refuses a stranger's component in the map, and an update that says nothing", async () => {
    const { patch, path, window, owner, componentId } = await world();
    const strange = await patch({ components: { nosuchcompon: "under_maintenance" } });
    expect([strange.status, strange.body.errors[0]?.path]).toEqual([422, "incident.components.nosuchcompon"]);
    const json = { incident_update: { components: { [componentId]: "partial_outage" } } };
    const empty = await call("POST", `${path}/${window.id}/incident_updates`, { token: owner, json });
    expect([empty.status, empty.body]).toMatchObject([422, { errors: [{ path: "incident_update.body" }] }]);
  });
});
