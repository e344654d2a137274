import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { at, incidentWorld, iso, MINUTE, T } from "#lib/testing/incidents.ts";
import { findHistoryIds, type HistoryQuestion, readArchive, readMonthIds } from "./history.ts";

withDatabase();

const ask: HistoryQuestion = { q: "", componentId: null, skip: 0, take: 50 };
const find = async (pageId: string, question: Partial<HistoryQuestion>) => {
  const client = await pool().connect();
  try {
    await client.query("begin");
    return await findHistoryIds(client, pageId, { ...ask, ...question });
  } finally {
    await client.query("rollback");
    client.release();
  }
};

describe("the archive's mark", () => {
  it("of a page without incidents says that all is held", async () => {
    const { pageId } = await incidentWorld();
    expect(await readArchive(pool(), pageId, 50)).toEqual({
      since: null,
      heldFrom: null,
      revision: "0.0.0.0-0-0",
    });
  });

  it("tells from when on the newest lists are complete", async () => {
    const { pageId, open } = await incidentWorld();
    for (const minute of [0, 10, 20]) await open({ name: `at ${minute}` }, minute);
    expect(await readArchive(pool(), pageId, 3)).toMatchObject({ since: iso(T), heldFrom: null });
    expect((await readArchive(pool(), pageId, 2)).heldFrom).toBe(iso(T + 1));
    expect((await readArchive(pool(), pageId, 1)).heldFrom).toBe(iso(at(10) + 1));
  });

  it("changes with every edit and with what is taken back, not with drafts", async () => {
    const { pageId, open, post, edit, editUpdate, unpublish } = await incidentWorld();
    const seen = new Set<string>();
    const mark = async () => (await readArchive(pool(), pageId, 50)).revision;
    const changed = async () => {
      const now = await mark();
      expect(seen.has(now)).toBe(false);
      seen.add(now);
    };
    await changed();
    const one = await open({}, 0);
    await changed();
    await post(one.id, { body: "More", status: "identified" }, 1);
    await changed();
    await edit(one.id, { name: "Slower answers" }, 2);
    await changed();
    await editUpdate(one.id, one.updates[0]!.id, { body: "Other words" }, 3);
    await changed();
    const before = await mark();
    await open({ draft: true }, 4);
    expect(await mark()).toBe(before);
    await open({}, 5);
    await changed();
    await unpublish(one.id, 6);
    await changed();
  });
});

describe("a month of the history", () => {
  it("holds what began in it, the latest first, up to the limit", async () => {
    const { pageId, open, unpublish } = await incidentWorld();
    const first = await open({}, 0);
    const second = await open({}, 10);
    const gone = await open({}, 11);
    await unpublish(gone.id, 12);
    await open({ draft: true }, 13);
    const read = (fromAt: number, untilAt: number, limit = 50) =>
      readMonthIds(pool(), pageId, { fromAt, untilAt, limit });
    expect(await read(T, T + 60 * MINUTE)).toEqual([second.id, first.id]);
    expect(await read(T, T + 60 * MINUTE, 1)).toEqual([second.id]);
    expect(await read(T + 1, at(10))).toEqual([]);
    expect(await readMonthIds(pool(), "p00000000000", { fromAt: T, untilAt: at(60), limit: 50 })).toEqual([]);
  });
});

describe("a search", () => {
  it("finds words of names, texts and translations, whatever their case", async () => {
    const { pageId, open } = await incidentWorld();
    const one = await open({
      name: "Queue stalled",
      body: "Workers wait.",
      translations: { en: { body: "전환 중입니다" } },
    });
    await open({ name: "Other" }, 1);
    for (const q of ["queue", "WORKERS", "전환 중", "stall"])
      expect([q, await find(pageId, { q })]).toEqual([q, { ids: [one.id], count: 1 }]);
    expect(await find(pageId, { q: "body" })).toEqual({ ids: [], count: 0 });
  });

  it("takes per cent signs, underscores and backslashes for letters", async () => {
    const { pageId, open } = await incidentWorld();
    const one = await open({ name: "100% of a_b \\ failed" });
    await open({ name: "1000 of aXb failed" }, 1);
    for (const q of ["100%", "a_b", "\\", "b \\ f"])
      expect((await find(pageId, { q })).ids).toEqual([one.id]);
    expect((await find(pageId, { q: "'; drop table incidents; --" })).ids).toEqual([]);
  });

  it("is narrowed to a component, counted in all, and told page by page", async () => {
    const { pageId, api, agents, open } = await incidentWorld();
    const ids: string[] = [];
    for (const minute of [0, 1, 2])
      ids.unshift((await open({ components: { [api]: "partial_outage" } }, minute)).id);
    await open({ components: { [agents]: "partial_outage" } }, 3);
    expect(await find(pageId, { componentId: api })).toEqual({ ids, count: 3 });
    expect(await find(pageId, { componentId: api, take: 2 })).toEqual({ ids: ids.slice(0, 2), count: 3 });
    expect((await find(pageId, { componentId: api, skip: 2, take: 2 })).ids).toEqual(ids.slice(2));
  });

  it("sees no draft, nothing taken back, no earlier text and no unpublished post-mortem", async () => {
    const { pageId, open, editUpdate, unpublish } = await incidentWorld();
    await open({ name: "marker draft", draft: true });
    const gone = await open({ name: "marker gone" }, 1);
    await unpublish(gone.id, 2);
    const edited = await open({ body: "marker earlier" }, 3);
    await editUpdate(edited.id, edited.updates[0]!.id, { body: "clean" }, 4);
    await pool().query("insert into postmortems (incident_id, draft, body) values ($1, 'marker', 'marker')", [
      edited.id,
    ]);
    expect(await find(pageId, { q: "marker" })).toEqual({ ids: [], count: 0 });
  });
});
