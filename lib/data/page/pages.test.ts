import { beforeAll, describe, expect, it } from "vitest";
import type { Page } from "#lib/domain/page/page.ts";
import { HOSTILE_TEXTS, inTx } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { insertPage, listPages, lockPage, readPage, updatePage } from "./pages.ts";
import { listPolicies, rememberPolicy } from "./policies.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.123Z");
const [MINE, NEIGHBOUR] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"];
const fields: Omit<Page, "id" | "revision" | "createdAt" | "updatedAt"> = {
  name: HOSTILE_TEXTS.join(" "),
  timeZone: "Australia/Lord_Howe",
  languages: ["en", "ko"],
  translations: { en: { name: HOSTILE_TEXTS[0] } },
  policy: { version: 3, weights: { major_outage: 1, partial_outage: 0.3, degraded_performance: 0.05 } },
  rawRetentionDays: 12,
  links: { website: "https://example.com/?a='b'" },
  theme: { link_light: "#1f55a8" },
  logo: { light: "imageimage01", dark: null },
  isDemo: true,
};
beforeAll(() =>
  inTx(async (tx) => {
    await insertPage(tx, NEIGHBOUR, { ...fields, name: "Neighbour" }, T + 1);
    await insertPage(tx, MINE, fields, T);
  }),
);

describe("pages", () => {
  it("are read as they were written, instants to the millisecond", async () => {
    const whole = { id: MINE, ...fields, revision: 1, createdAt: T, updatedAt: T };
    expect(await readPage(MINE)).toEqual(whole);
    expect(await readPage("' or true --")).toBeNull();
  });

  it("are listed from the oldest on, or the one alone", async () => {
    expect((await listPages(null)).map(({ id }) => id)).toEqual([MINE, NEIGHBOUR]);
    expect((await listPages(NEIGHBOUR)).map(({ id }) => id)).toEqual([NEIGHBOUR]);
    expect(await listPages("nosuch000000")).toEqual([]);
  });

  it("change in what is named alone, and nowhere else", async () => {
    const neighbour = await readPage(NEIGHBOUR);
    const before = await readPage(MINE);
    const policy = { version: 4, weights: { major_outage: 1, partial_outage: 1, degraded_performance: 0 } };
    const changed = { ...before, policy, name: "Other", revision: 2, updatedAt: T + 5 };
    expect(await inTx((tx) => updatePage(tx, MINE, { policy, name: "Other" }, T + 5))).toEqual(changed);
    expect(await readPage(MINE)).toEqual(changed);
    expect(await readPage(NEIGHBOUR)).toEqual(neighbour);
  });

  it("have our own looks and the first revision when nothing else is said", async () => {
    const { theme: _theme, logo: _logo, ...plain } = fields;
    const page = await inTx((tx) => insertPage(tx, "cccccccccccc", plain, T + 2));
    expect(page).toMatchObject({ theme: {}, logo: { light: null, dark: null }, revision: 1 });
    await inTx(async (tx) => {
      expect(await lockPage(tx, "cccccccccccc")).toEqual(page);
      expect(await lockPage(tx, "nosuch000000")).toBeNull();
    });
  });

  it("keep each version of their policy as it was first remembered, newest first", async () => {
    const actor = { kind: "user", id: "u1" } as const;
    const { weights } = fields.policy;
    await inTx(async (tx) => {
      await rememberPolicy(tx, MINE, { version: 1, weights }, { actor, at: T });
      await rememberPolicy(
        tx,
        MINE,
        { version: 2, weights: { ...weights, partial_outage: 1 } },
        { actor, at: T + 1 },
      );
      await rememberPolicy(
        tx,
        MINE,
        { version: 1, weights: { ...weights, major_outage: 0 } },
        { actor, at: T + 2 },
      );
    });
    expect(await listPolicies(MINE)).toEqual([
      { version: 2, weights: { ...weights, partial_outage: 1 }, actor, createdAt: T + 1 },
      { version: 1, weights, actor, createdAt: T },
    ]);
    expect(await listPolicies(NEIGHBOUR)).toEqual([]);
  });

  it("are read inside the transaction that changes them", async () => {
    const seen = await inTx(async (tx) => {
      await updatePage(tx, NEIGHBOUR, { name: "Inside" }, T + 9);
      return [(await readPage(NEIGHBOUR, tx))?.name, (await readPage(NEIGHBOUR))?.name];
    });
    expect(seen).toEqual(["Inside", "Neighbour"]);
  });
});
