import { describe, expect, it } from "vitest";
import { inTx, makeWorld } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { prisma } from "../db.ts";
import { insertIncident, readIncidentRow } from "./incidents.ts";
import { deletePostmortemRow, deleteUpdateRow, savePostmortemRow } from "./postmortems.ts";
import { insertUpdate, keepRevision } from "./updates.ts";

withDatabase();
const NOW = Date.parse("2026-11-23T05:00:00.123Z");

async function world() {
  const { page } = await makeWorld();
  const id = await inTx((tx) => insertIncident(tx, page, { name: "i", startedAt: NOW }, NOW));
  const read = async () => (await readIncidentRow(page, id))!;
  return { page, id, read };
}

describe("post-mortems", () => {
  it("are made with the first field, and change only in what is given", async () => {
    const { id, read } = await world();
    expect((await read()).postmortem).toBeNull();
    await inTx((tx) => savePostmortemRow(tx, id, { draft: "초안", draftAt: NOW }));
    const empty = {
      body: null,
      translations: {},
      bodyAt: null,
      publishedAt: null,
      notifiesSubscribers: false,
    };
    expect((await read()).postmortem).toEqual({
      draft: "초안",
      draftTranslations: {},
      draftAt: NOW,
      ...empty,
    });
    const published = {
      draft: null,
      draftAt: null,
      body: "글",
      translations: { en: { body: "Text" } },
      bodyAt: NOW + 1,
      publishedAt: NOW + 2,
      notifiesSubscribers: true,
    };
    await inTx((tx) => savePostmortemRow(tx, id, published));
    expect((await read()).postmortem).toEqual({ draftTranslations: {}, ...published });
    await inTx((tx) => savePostmortemRow(tx, id, { publishedAt: null }));
    expect((await read()).postmortem).toMatchObject({ ...published, publishedAt: null });
  });

  it("are deleted, and deleting what is not there is fine", async () => {
    const { id, read } = await world();
    await inTx((tx) => savePostmortemRow(tx, id, { draft: "x" }));
    for (const _ of [1, 2]) await inTx((tx) => deletePostmortemRow(tx, id));
    expect((await read()).postmortem).toBeNull();
  });
});

describe("deleteUpdateRow", () => {
  it("takes an update away with its earlier texts, and leaves the others", async () => {
    const { read } = await world();
    const row = {
      status: "resolved",
      body: "글",
      translations: {},
      displayAt: NOW,
      deliverNotifications: true,
      components: null,
      isAutomatic: false,
      actorKind: "token",
      actorId: "t",
    } as const;
    const incident = await read();
    const [first, second] = [
      await inTx((tx) => insertUpdate(tx, incident, row, NOW)),
      await inTx((tx) => insertUpdate(tx, incident, { ...row, status: "postmortem" }, NOW + 1)),
    ];
    const [told] = (await read()).updates;
    await inTx((tx) => keepRevision(tx, told!, NOW + 2));
    await inTx((tx) => deleteUpdateRow(tx, second));
    expect((await read()).updates.map((update) => update.id)).toEqual([first]);
    expect(await prisma().incidentUpdateRevision.count({ where: { updateId: second } })).toBe(0);
  });
});
