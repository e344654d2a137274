import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { Failure } from "#lib/domain/errors.ts";
import { newIncident } from "#lib/domain/incidents/input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import {
  claimsOf,
  DAY,
  eventsOf,
  HOUR,
  iso,
  MINUTE,
  noticesOf,
  T,
  windowWorld,
  work,
} from "#lib/testing/maintenance/windows.ts";
import { written } from "#lib/testing/manage/world.ts";
import { countDays } from "../days/count.ts";
import { publishIncident } from "../incidents/publish.ts";
import { readIncident } from "../incidents/read.ts";
import { MAX_OPEN_WINDOWS } from "./inside/questions.ts";
import { scheduleMaintenance } from "./schedule.ts";

withDatabase();

const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};
const pathsOf = ({ faults }: Failure) => faults.map(({ path }) => path);

describe("scheduleMaintenance", () => {
  it("announces a window: text in both languages, notice, audit and event, and claims nothing yet", async () => {
    const { pageId, api, schedule } = await windowWorld();
    const window = await schedule({ metadata: { change: { id: "C-1" } } });
    expect(window).toMatchObject({
      kind: "maintenance",
      status: "scheduled",
      publishedAt: T,
      startedAt: T + DAY,
      origin: "person",
      isAttended: true,
      metadata: { change: { id: "C-1" } },
      components: [{ componentId: api, state: "under_maintenance" }],
      maintenance: {
        scheduledFor: T + DAY,
        scheduledUntil: T + DAY + 2 * HOUR,
        startsItself: true,
        endsItself: true,
        remindMinutes: [60],
        cancelledAt: null,
        notices: [{ version: 1, scheduledFor: T + DAY, scheduledUntil: T + DAY + 2 * HOUR, noticeAt: T }],
      },
      updates: [
        {
          status: "scheduled",
          body: "2026년 11월 24일 12:00 KST부터 2026년 11월 24일 14:00 KST까지 점검이 예정되어 있습니다.",
          components: null,
          displayAt: T,
        },
      ],
    });
    expect(window.updates[0]?.translations.en?.body).toMatch(/^Maintenance is scheduled from 24 November/);
    expect(await claimsOf(window.id, T)).toEqual([]);
    expect(await eventsOf(pageId)).toEqual([
      {
        kind: "maintenance.scheduled",
        incident_id: window.id,
        update_id: window.updates[0]?.id,
        deliver_notifications: true,
      },
    ]);
    expect((await written(pageId)).actions).toEqual(["maintenance.schedule"]);
  });

  it("keeps the author's words, settings and reminders", async () => {
    const { schedule } = await windowWorld();
    const window = await schedule({
      body: "쉬는 시간입니다.",
      update_translations: { en: { body: "We rest." } },
      scheduled_auto_in_progress: false,
      scheduled_auto_completed: false,
      auto_transition_deliver_notifications_at_start: false,
      remind_minutes: [60, 1_440, 60],
      deliver_notifications: false,
    });
    expect(window.updates[0]).toMatchObject({ body: "쉬는 시간입니다.", deliverNotifications: false });
    expect(window.maintenance).toMatchObject({
      startsItself: false,
      endsItself: false,
      notifiesAtStart: false,
      notifiesAtEnd: true,
      remindMinutes: [1_440, 60],
    });
    expect(
      (await schedule({ scheduled_remind_prior: false, confirm: ["overlap"] })).maintenance,
    ).toMatchObject({ remindMinutes: [] });
  });

  it("names components that keep their state when nothing is to change", async () => {
    const { schedule, api, agents } = await windowWorld();
    const window = await schedule({
      auto_transition_to_maintenance_state: false,
      components: { [agents]: "degraded_performance" },
    });
    const states = Object.fromEntries(window.components.map((one) => [one.componentId, one.state]));
    expect(states).toEqual({ [api]: "operational", [agents]: "degraded_performance" });
  });

  it.each<[string, object, string[]]>([
    ["no start", { scheduled_for: undefined, kind: "maintenance" }, ["incident.scheduled_for"]],
    ["no end", { scheduled_until: null }, ["incident.scheduled_until"]],
    ["an end before its start", { scheduled_until: iso(T + HOUR) }, ["incident.scheduled_until"]],
    ["more than 30 days", { scheduled_until: iso(T + 32 * DAY) }, ["incident.scheduled_until"]],
    [
      "more than two years ahead",
      { scheduled_for: iso(T + 800 * DAY), scheduled_until: iso(T + 801 * DAY) },
      ["incident.scheduled_for"],
    ],
    ["a stranger's component", { component_ids: ["nosuchcompon"] }, ["incident.components.nosuchcompon"]],
    ["completed, although it lies ahead", { status: "completed" }, ["incident.status"]],
    ["a promise in the past", { next_update_at: iso(T - 1) }, ["incident.next_update_at"]],
  ])("refuses %s with its path", async (_title, given, paths) => {
    const { pageId, schedule } = await windowWorld();
    const failure = await failureOf(schedule(given));
    expect([failure.kind, pathsOf(failure)]).toEqual(["invalid", paths]);
    expect(await written(pageId)).toMatchObject({ actions: [], events: [] });
  });

  it("refuses a status that no window begins with, and names those that one does", async () => {
    const { schedule } = await windowWorld();
    const failure = await failureOf(schedule({ status: "verifying" }));
    expect(failure).toMatchObject({
      kind: "conflict",
      message:
        "a new maintenance window cannot become verifying; allowed now: scheduled, in_progress, completed",
    });
  });

  it("is no affair of a stranger", async () => {
    const { pageId } = await windowWorld();
    const other = await windowWorld();
    const token = { kind: "token" as const, id: "t", pageId: other.pageId, permissions: ["*" as const] };
    expect(() => authorize(token, "incidents:write", pageId)).toThrow("page not found");
    const reader = { ...token, permissions: ["page:read" as const] };
    expect(() => authorize(reader, "incidents:write", other.pageId)).toThrow("lacks the scope");
  });

  it("has room for so many windows and no more", async () => {
    const { pageId, write } = await windowWorld();
    await prisma().incident.createMany({
      data: Array.from({ length: MAX_OPEN_WINDOWS }, (_, i) => ({
        id: `full${String(i).padStart(8, "0")}`,
        pageId,
        kind: "maintenance",
        name: "x",
        status: "scheduled",
        startedAt: new Date(T),
        scheduledFor: new Date(T + 300 * DAY),
        scheduledUntil: new Date(T + 301 * DAY),
        remindMinutes: [],
      })),
    });
    const times = { scheduled_for: iso(T + DAY), scheduled_until: iso(T + DAY + HOUR) };
    const input = newIncident.parse({ name: "One too many", ...times });
    const failure = await failureOf(scheduleMaintenance(write, input, T));
    expect(failure.faults[0]?.message).toBe("a page has at most 500 windows that are coming up or running");
  });
});

describe("questions", () => {
  it("asks about a window with the same component at the same time, and takes yes for an answer", async () => {
    const { pageId, agents, schedule } = await windowWorld();
    await schedule();
    const again = {
      name: "Certificates",
      scheduled_for: iso(T + DAY + HOUR),
      scheduled_until: iso(T + 2 * DAY),
    };
    const failure = await failureOf(schedule(again));
    expect([failure.kind, pathsOf(failure)]).toEqual(["conflict", ["confirm.overlap"]]);
    expect(failure.faults[0]?.message).toContain("Database (2026-11-24 03:00 to 2026-11-24 05:00 UTC)");
    expect((await written(pageId)).actions).toHaveLength(1);
    expect((await schedule({ ...again, component_ids: [agents] })).status).toBe("scheduled");
    expect((await schedule({ ...again, confirm: ["overlap"] })).status).toBe("scheduled");
  });

  it("asks nothing about windows that are cancelled, over, taken back or of another page", async () => {
    const one = await windowWorld();
    for (const gone of [
      { cancelledAt: new Date(T) },
      { resolvedAt: new Date(T) },
      { unpublishedAt: new Date(T) },
    ]) {
      const { id } = await one.schedule();
      await prisma().incident.update({ where: { id }, data: gone });
    }
    const other = await windowWorld();
    await other.schedule();
    expect((await one.schedule()).status).toBe("scheduled");
  });

  it("asks about a window that has begun, and then starts it at once, claiming from now on only", async () => {
    const { pageId, schedule } = await windowWorld();
    const given = { scheduled_for: iso(T - HOUR), scheduled_until: iso(T + HOUR) };
    const failure = await failureOf(schedule(given));
    expect(pathsOf(failure)).toEqual(["confirm.past"]);
    const window = await schedule({ ...given, confirm: ["past"] });
    expect(window).toMatchObject({ status: "in_progress", startedAt: T - HOUR, resolvedAt: null });
    expect(await claimsOf(window.id, T)).toEqual(["under_maintenance 0–60"]);
    expect((await eventsOf(pageId)).map(({ kind }) => kind)).toEqual(["maintenance.started"]);
  });

  it("takes a status for the answer: in progress starts now, even before its time", async () => {
    const { schedule } = await windowWorld();
    const window = await schedule({ status: "in_progress", scheduled_for: undefined, kind: "maintenance" });
    expect(window).toMatchObject({ status: "in_progress", startedAt: T, maintenance: { scheduledFor: T } });
    expect(window.updates[0]?.components).toMatchObject([
      { oldState: "operational", newState: "under_maintenance" },
    ]);
    expect(await claimsOf(window.id, T)).toEqual(["under_maintenance 0–1560"]);
  });

  it("asks about a window that is over, and then records it: no claim, no notification, no excuse", async () => {
    const { pageId, read, schedule } = await windowWorld();
    const given = { scheduled_for: iso(T - 3 * HOUR), scheduled_until: iso(T - HOUR) };
    expect((await failureOf(schedule(given))).faults[0]?.message).toContain("over already");
    const window = await schedule({ ...given, confirm: ["past"] });
    expect(window).toMatchObject({
      status: "completed",
      isBackfilled: true,
      startedAt: T - 3 * HOUR,
      resolvedAt: T - HOUR,
      updates: [{ status: "completed", displayAt: T - HOUR, deliverNotifications: false, components: null }],
    });
    expect(await claimsOf(window.id, T)).toEqual([]);
    expect(await noticesOf(window.id)).toEqual([[1, -180, -60, 0]]);
    expect(await eventsOf(pageId)).toMatchObject([
      { kind: "maintenance.completed", deliver_notifications: false },
    ]);
    await work(T + DAY);
    expect(await readIncident(read, window.id)).toEqual(window);
  });

  it("lets a recorded window claim what its author says with times", async () => {
    const { api, schedule } = await windowWorld();
    const component_times = [
      {
        component_id: api,
        state: "under_maintenance",
        started_at: iso(T - 3 * HOUR),
        ended_at: iso(T - 2 * HOUR),
      },
    ];
    const times = { scheduled_for: iso(T - 3 * HOUR), scheduled_until: iso(T - HOUR) };
    const window = await schedule({ ...times, status: "completed", component_times });
    expect(await claimsOf(window.id, T)).toEqual(["under_maintenance -180–-120"]);
  });
});

describe("drafts", () => {
  it("are stored, ask nothing, and appear in no event and no worker's round", async () => {
    const { pageId, schedule, read } = await windowWorld();
    await schedule();
    const draft = await schedule({ draft: true });
    expect(draft).toMatchObject({ publishedAt: null, status: "scheduled", maintenance: { notices: [] } });
    expect(await eventsOf(pageId)).toHaveLength(1);
    await work(T + DAY + MINUTE);
    expect((await readIncident(read, draft.id)).status).toBe("scheduled");
    expect(await prisma().stateClaim.count({ where: { sourceId: draft.id } })).toBe(0);
  });

  it("are announced by their publication: the notice counts from then on", async () => {
    const { pageId, write, schedule } = await windowWorld();
    const draft = await schedule({ draft: true, deliver_notifications: false });
    const window = await publishIncident(write, draft.id, { deliver_notifications: true }, T + HOUR);
    expect(window).toMatchObject({ status: "scheduled", publishedAt: T + HOUR, startedAt: T + DAY });
    expect(window.updates).toMatchObject([{ displayAt: T + HOUR, deliverNotifications: true }]);
    expect(await noticesOf(window.id)).toEqual([[1, 1_440, 1_560, 60]]);
    expect((await written(pageId)).actions).toEqual(["maintenance.schedule", "maintenance.publish"]);
    expect((await eventsOf(pageId)).map(({ kind }) => kind)).toEqual(["maintenance.scheduled"]);
  });

  it("ask when they are published: overlap, and a time that has come in the meantime", async () => {
    const { write, schedule } = await windowWorld();
    const draft = await schedule({ draft: true });
    await schedule({ confirm: ["overlap"] });
    const late = T + DAY + HOUR;
    expect(pathsOf(await failureOf(publishIncident(write, draft.id, {}, late)))).toEqual([
      "confirm.overlap",
      "confirm.past",
    ]);
    const window = await publishIncident(write, draft.id, { confirm: ["overlap", "past"] }, late);
    expect(window.status).toBe("in_progress");
    expect(await claimsOf(window.id, late)).toEqual(["under_maintenance 0–60"]);
    await countDays(late);
  });
});
