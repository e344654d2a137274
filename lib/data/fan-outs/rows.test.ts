import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import type { FanOutPlan } from "#lib/domain/delivery/plan.ts";
import { HOSTILE_TEXTS } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { advanceFanOut, type FanOut, insertFanOut, readFanOutRow, readPlanBefore } from "./rows.ts";

withDatabase();

const NOW = Date.UTC(2026, 10, 24, 3);
const PLAN: FanOutPlan = {
  kind: "incidents",
  componentIds: [...HOSTILE_TEXTS],
  groupIds: [],
  addedComponentIds: [],
  addedGroupIds: [],
  impact: 2,
  impactBefore: null,
  floorApplies: true,
  tellsSms: true,
  isFinal: false,
};
const fanOut = (given: Partial<FanOut>): FanOut => ({
  eventId: "1",
  pageId: "p",
  kind: "incident.opened",
  incidentId: "i",
  updateId: "u",
  eventAt: NOW,
  plan: PLAN,
  cursor: null,
  recipients: 0,
  ...given,
});

describe("rows of fan-outs", () => {
  it("come back as they went in", async () => {
    await insertFanOut(pool(), fanOut({}), NOW);
    expect(await readFanOutRow(pool(), "1")).toEqual(fanOut({}));
    expect(await readFanOutRow(pool(), "2")).toBeNull();
  });

  it("note how far they have come, and when they are done", async () => {
    await insertFanOut(pool(), fanOut({ eventId: "10" }), NOW);
    await advanceFanOut(pool(), "10", { cursor: "sub5", made: 4, isDone: false }, NOW);
    await advanceFanOut(pool(), "10", { cursor: null, made: 1, isDone: false }, NOW);
    expect(await readFanOutRow(pool(), "10")).toMatchObject({ cursor: "sub5", recipients: 5 });
    const expandedAt = async () =>
      (await pool().query("select expanded_at from fan_outs where event_id = 10")).rows[0].expanded_at;
    expect(await expandedAt()).toBeNull();
    await advanceFanOut(pool(), "10", { cursor: null, made: 0, isDone: true }, NOW + 5);
    expect((await expandedAt()).getTime()).toBe(NOW + 5);
  });

  it("remember what was told of an incident last before an event", async () => {
    await insertFanOut(pool(), fanOut({ eventId: "20", incidentId: "j" }), NOW);
    await insertFanOut(pool(), fanOut({ eventId: "30", incidentId: "j", plan: { ...PLAN, impact: 3 } }), NOW);
    expect(await readPlanBefore(pool(), "j", "20")).toBeNull();
    expect(await readPlanBefore(pool(), "j", "30")).toEqual(PLAN);
    expect((await readPlanBefore(pool(), "j", "9223372036854775807"))?.impact).toBe(3);
    expect(await readPlanBefore(pool(), "k", "30")).toBeNull();
  });
});
