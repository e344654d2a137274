import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveriesOf, expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";

withDatabase();

/** 01:00 in Seoul, and the end of the night there. */
const NIGHT = Date.UTC(2026, 10, 25, 16);
const MORNING = Date.UTC(2026, 10, 25, 22);
const HOUR_MS = 3_600_000;
const QUIET = { quiet_from: 1_320, quiet_until: 420 };

async function atNight(columns: object = QUIET) {
  const world = await incidentWorld();
  const sleeper = await subscribe(world.pageId, columns);
  const components = { [world.api]: "major_outage" };
  const open = () => world.open({ body: "Slow.", components });
  return { ...world, sleeper, open };
}
const states = async (pageId: string) =>
  (await deliveriesOf(pageId)).map(({ event, state, reason }) => [event, state, reason]);
const sent = (pageId: string) =>
  pool().query("update deliveries set state = 'sent', finished_at = now() where page_id = $1", [pageId]);

describe("quiet hours", () => {
  it("hold until they end, and the age counts from there", async () => {
    const { pageId, open } = await atNight();
    await open();
    await expandAll(NIGHT);
    expect(await deliveriesOf(pageId)).toMatchObject([
      { state: "pending", isHeldQuiet: true, dueAt: MORNING, expiresAt: MORNING + MAX_AGE_MS.email },
    ]);
  });

  it("hold nobody whose night it is not, nor whose zone is unknown here and who sleeps by UTC", async () => {
    const { pageId, open } = await atNight({ ...QUIET, time_zone: "America/New_York" });
    const lost = await subscribe(pageId, { ...QUIET, time_zone: "Mars/Olympus" });
    await open();
    await expandAll(NIGHT);
    const rows = await deliveriesOf(pageId);
    expect(rows.map(({ isHeldQuiet }) => isHeldQuiet)).toEqual([false, false]);
    expect(rows.some(({ recipient }) => recipient === lost)).toBe(true);
  });

  it("tell only the newest at their end", async () => {
    const { pageId, open, post } = await atNight();
    const { id } = await open();
    await expandAll(NIGHT);
    await post(id, { body: "Still looking." }, 1);
    await expandAll(NIGHT + HOUR_MS);
    expect(await states(pageId)).toEqual([
      ["incident.opened", "collapsed", "superseded"],
      ["incident.updated", "pending", null],
    ]);
  });

  it("tell nothing of what began and ended within them", async () => {
    const { pageId, open, post } = await atNight();
    const { id } = await open();
    await expandAll(NIGHT);
    await post(id, { status: "resolved", body: "Done." }, 1);
    await expandAll(NIGHT + HOUR_MS);
    expect(await states(pageId)).toEqual([
      ["incident.opened", "collapsed", "superseded"],
      ["incident.resolved", "cancelled", "over"],
    ]);
  });

  it("tell the end to whoever was told the beginning, and what opened again", async () => {
    const { pageId, open, post, reopen } = await atNight();
    const { id } = await open();
    await expandAll(NIGHT);
    await sent(pageId);
    await post(id, { status: "resolved", body: "Done." }, 1);
    await expandAll(NIGHT + HOUR_MS);
    expect((await states(pageId)).at(-1)).toEqual(["incident.resolved", "pending", null]);
    await reopen(id, { body: "Again." }, 2);
    await expandAll(NIGHT + HOUR_MS);
    expect((await states(pageId)).slice(1)).toEqual([
      ["incident.resolved", "collapsed", "superseded"],
      ["incident.reopened", "pending", null],
    ]);
  });

  it("are over for what ended without a word, and for everything that was taken back", async () => {
    const quiet = await atNight();
    const awake = await subscribe(quiet.pageId);
    const { id } = await quiet.open();
    await expandAll(NIGHT);
    await quiet.post(id, { status: "resolved", body: "Done.", deliver_notifications: false }, 1);
    await expandAll(NIGHT + HOUR_MS);
    const opened = await deliveriesOf(quiet.pageId);
    expect(opened.find(({ recipient }) => recipient === quiet.sleeper)).toMatchObject({ reason: "over" });
    expect(opened.find(({ recipient }) => recipient === awake)).toMatchObject({ state: "pending" });
    await quiet.unpublish(id, 2);
    await expandAll(NIGHT + HOUR_MS);
    expect((await deliveriesOf(quiet.pageId)).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  });
});
