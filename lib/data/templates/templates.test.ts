import { describe, expect, it } from "vitest";
import { inTx, makeWorld } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import {
  archiveTemplate,
  countTemplates,
  insertTemplate,
  listTemplateRows,
  lockTemplate,
  readTemplate,
  saveTemplate,
  type TemplateFields,
} from "./templates.ts";

withDatabase();
const NOW = Date.parse("2026-11-23T05:00:00.123Z");

const fields = (more: Partial<TemplateFields> = {}): TemplateFields => ({
  kind: "incident",
  name: "API 장애",
  title: "{{components}} 장애",
  body: "본문",
  translations: { en: { name: "Outage", body: "Text" } },
  groupId: "g1m2n3p4q5r6",
  updateStatus: "identified",
  components: [
    { componentId: "c1", state: "major_outage" },
    { componentId: "c2", state: null },
  ],
  shouldSendNotifications: false,
  ...more,
});
let made = 0;
const idOf = () => `t${String(++made).padStart(11, "0")}`;

describe("templates", () => {
  it("are read back as they were written", async () => {
    const { page } = await makeWorld();
    const id = idOf();
    const written = await inTx((tx) => insertTemplate(tx, page, id, fields(), NOW));
    expect(written).toEqual({ id, pageId: page, ...fields(), createdAt: NOW, updatedAt: NOW });
    expect(await readTemplate(page, id)).toEqual(written);
    expect(await inTx((tx) => lockTemplate(tx, page, id))).toEqual(written);
  });

  it("change only in what is given", async () => {
    const { page } = await makeWorld();
    const id = idOf();
    await inTx((tx) => insertTemplate(tx, page, id, fields(), NOW));
    const patch = { name: "다른 이름", updateStatus: null, components: [] };
    await inTx((tx) => saveTemplate(tx, id, patch, NOW + 1));
    expect(await readTemplate(page, id)).toMatchObject({
      ...fields(),
      ...patch,
      createdAt: NOW,
      updatedAt: NOW + 1,
    });
    await inTx((tx) => saveTemplate(tx, id, {}, NOW + 2));
    expect(await readTemplate(page, id)).toMatchObject({ ...fields(), ...patch });
  });

  it("are listed by name, counted, and gone when they are archived", async () => {
    const { page } = await makeWorld();
    const [a, b] = [idOf(), idOf()];
    await inTx((tx) => insertTemplate(tx, page, b, fields({ name: "나" }), NOW));
    await inTx((tx) => insertTemplate(tx, page, a, fields({ name: "가", kind: "update" }), NOW));
    const ids = async (options = {}) => (await listTemplateRows(page, options)).map(({ id }) => id);
    expect(await ids()).toEqual([a, b]);
    expect(await ids({ kind: "update" })).toEqual([a]);
    expect(await ids({ window: { skip: 1, take: 5 } })).toEqual([b]);
    await inTx((tx) => archiveTemplate(tx, a, NOW));
    expect(await ids()).toEqual([b]);
    expect(await readTemplate(page, a)).toBeNull();
    expect(await inTx((tx) => lockTemplate(tx, page, a))).toBeNull();
    expect(await inTx((tx) => countTemplates(tx, page))).toBe(1);
  });

  it("are of one page: a stranger finds nothing", async () => {
    const { page, stranger } = await makeWorld();
    const id = idOf();
    await inTx((tx) => insertTemplate(tx, page, id, fields(), NOW));
    expect(await readTemplate(stranger.page, id)).toBeNull();
    expect(await inTx((tx) => lockTemplate(tx, stranger.page, id))).toBeNull();
    expect(await listTemplateRows(stranger.page, {})).toEqual([]);
    expect(await inTx((tx) => countTemplates(tx, stranger.page))).toBe(0);
  });
});
