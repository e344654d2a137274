import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { holdsMonth, monthEvents } from "#lib/domain/history/months.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { at, incidentWorld } from "#lib/testing/incidents.ts";
import { buildSnapshot } from "../snapshot/build.ts";
import { readMonthHistory } from "./month.ts";
import { readOldEvent } from "./read.ts";
import { FOUND_PER_PAGE, searchHistory } from "./search.ts";

withDatabase();

describe("an old event", () => {
  it("is told exactly as the snapshot tells it", async () => {
    const { pageId, api, open, post } = await incidentWorld();
    const { id } = await open({ body: "We look.", components: { [api]: "partial_outage" } });
    await post(id, { status: "resolved", body: "Done." }, 10);
    const { incidents } = await buildSnapshot(pageId, at(20));
    expect(await readOldEvent(pageId, id)).toEqual(incidents[0]);
  });

  it("is not there as a draft, when taken back, on another page, or made up", async () => {
    const { pageId, open, unpublish } = await incidentWorld();
    const other = await incidentWorld();
    const draft = await open({ draft: true });
    const gone = await open({}, 1);
    await unpublish(gone.id, 2);
    const foreign = await other.open();
    for (const id of [draft.id, gone.id, foreign.id, "nosuchincide"])
      expect(await readOldEvent(pageId, id)).toBeNull();
  });

  it("says nothing of a component that is private", async () => {
    const { pageId, api, agents, open } = await incidentWorld();
    const { id } = await open({ components: { [api]: "partial_outage", [agents]: "major_outage" } });
    await prisma().component.update({ where: { id: agents }, data: { published: false } });
    const event = await readOldEvent(pageId, id);
    expect(event).toMatchObject({ componentIds: [api], impact: "major" });
    expect(JSON.stringify(event)).not.toContain(agents);
    await prisma().component.update({ where: { id: api }, data: { published: false } });
    expect(await readOldEvent(pageId, id)).toBeNull();
  });
});

describe("a month", () => {
  it("is the same from the database as from a snapshot that holds it", async () => {
    const { pageId, open } = await incidentWorld();
    for (const minute of [0, 5, 9]) await open({ name: `n${minute}` }, minute);
    const snapshot = { ...(await buildSnapshot(pageId, at(20))), version: 1, updatedAt: "" };
    expect(holdsMonth(snapshot, "2026-11")).toBe(true);
    const { events, isCut } = await readMonthHistory(pageId, "2026-11", snapshot.page.timeZone);
    expect(isCut).toBe(false);
    expect(events).toEqual(monthEvents(snapshot, "2026-11"));
    expect((await readMonthHistory(pageId, "2026-10", snapshot.page.timeZone)).events).toEqual([]);
  });

  it("is a month of the page's zone", async () => {
    const { pageId, open } = await incidentWorld();
    const backfill = (started_at: string) => open({ backfilled: true, started_at, status: "resolved" }, 0);
    const last = await backfill("2026-10-31T14:59:59Z");
    const first = await backfill("2026-10-31T15:00:00Z");
    const read = async (month: string) =>
      (await readMonthHistory(pageId, month, "Asia/Seoul")).events.map(({ id }) => id);
    expect(await read("2026-10")).toEqual([last.id]);
    expect(await read("2026-11")).toEqual([first.id]);
  });
});

describe("a search", () => {
  it("answers page by page, newest first, with how many there are", async () => {
    const { pageId, open } = await incidentWorld();
    for (let i = 0; i < FOUND_PER_PAGE + 1; i++) await open({ name: `slow ${i}` }, i);
    const first = await searchHistory(pageId, { q: "slow", componentId: null, page: 1 });
    expect(first).toMatchObject({ count: FOUND_PER_PAGE + 1, page: 1, pages: 2 });
    expect(first.events.map(({ name }) => name).slice(0, 2)).toEqual([
      `slow ${FOUND_PER_PAGE}`,
      `slow ${FOUND_PER_PAGE - 1}`,
    ]);
    const second = await searchHistory(pageId, { q: "slow", componentId: null, page: 2 });
    expect(second.events.map(({ name }) => name)).toEqual(["slow 0"]);
  });

  it("finds nothing calmly", async () => {
    const { pageId } = await incidentWorld();
    expect(await searchHistory(pageId, { q: "nothing", componentId: null, page: 1 })).toEqual({
      events: [],
      count: 0,
      page: 1,
      pages: 1,
    });
  });
});
