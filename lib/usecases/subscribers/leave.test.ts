import { beforeAll, describe, expect, it } from "vitest";
import { readSuppression } from "#lib/data/subscribers/suppressions.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { linkOf, noticesTo, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { confirmSubscription } from "./confirm.ts";
import { suppressedPlace } from "./context.ts";
import { eraseEverything, unsubscribeEverything } from "./leave.ts";
import { addChannel } from "./manage-acts.ts";
import { subscribe } from "./subscribe.ts";

withDatabase();
const ctx = subscriberContext;
let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});

async function person(email: string, endpoint: string) {
  await subscribe(pageId, { email, consent: true }, ctx());
  const { id } = (await rowAt(pageId, "email", email))!;
  const { manageToken } = await confirmSubscription(await linkOf("confirm", id), ctx());
  await addChannel(manageToken, { endpoint }, ctx());
  const hook = (await rowAt(pageId, "webhook", endpoint))!;
  await confirmSubscription(await linkOf("confirm", hook.id), ctx());
  return { id, manageToken };
}
const states = async (email: string, endpoint: string) => [
  (await rowAt(pageId, "email", email))?.state,
  (await rowAt(pageId, "webhook", endpoint))?.state,
];

describe("leaving", () => {
  it("ends every channel of the page, each recorded and told, and nobody else's", async () => {
    const [mine, hook] = ["leaves@example.com", "https://leaves.example.com/in"];
    const { manageToken } = await person(mine, hook);
    await person("stays@example.com", "https://stays.example.com/in");
    const before = await written(pageId);
    expect(await unsubscribeEverything(manageToken, ctx())).toEqual({ ended: 2 });
    expect(await states(mine, hook)).toEqual(["unsubscribed", "unsubscribed"]);
    expect(await states("stays@example.com", "https://stays.example.com/in")).toEqual(["active", "active"]);
    const after = await written(pageId);
    expect(after.actions.slice(before.actions.length)).toEqual(Array(2).fill("subscriber.unsubscribe"));
    expect(after.events.slice(before.events.length)).toEqual(Array(2).fill("subscriber.unsubscribed"));
    expect(
      JSON.stringify(after.audits, (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain("leaves");
  });

  it("does nothing twice", async () => {
    const { manageToken } = await person("twice@example.com", "https://twice.example.com/in");
    await unsubscribeEverything(manageToken, ctx());
    const before = await written(pageId);
    expect(await unsubscribeEverything(manageToken, ctx())).toEqual({ ended: 0 });
    expect(await written(pageId)).toEqual(before);
  });

  it("erases all of it at once: rows, waiting messages, links; a hash stays against imports", async () => {
    const [mine, hook] = ["erases@example.com", "https://erases.example.com/in"];
    const { id, manageToken } = await person(mine, hook);
    const before = await written(pageId);
    expect(await eraseEverything(manageToken, ctx())).toEqual({ ended: 2 });
    expect(await states(mine, hook)).toEqual([undefined, undefined]);
    expect((await written(pageId)).actions.slice(before.actions.length)).toEqual(
      Array(2).fill("subscriber.erase"),
    );
    const waiting = (await noticesTo(id)).filter(({ state }) => state === "pending");
    expect(waiting.filter(({ sealed }) => sealed !== null)).toEqual([]);
    const place = { pageId, channel: "email", destination: mine } as const;
    expect(await readSuppression(suppressedPlace(TEST_SECRET_KEY, place))).toBe("erased");
    await expect(eraseEverything(manageToken, ctx())).rejects.toMatchObject({ kind: "not_found" });
  });

  it("keeps no address away that was only typed: whoever adds it has not shown that it is theirs", async () => {
    for (const [n, leave] of [unsubscribeEverything, eraseEverything].entries()) {
      const victim = `typed-${n}@example.com`;
      const { manageToken } = await person(`types-${n}@example.com`, `https://types-${n}.example.com/in`);
      await addChannel(manageToken, { email: victim }, ctx());
      expect(await leave(manageToken, ctx())).toEqual({ ended: 3 });
      expect(await rowAt(pageId, "email", victim)).toBeNull();
      const place = { pageId, channel: "email", destination: victim } as const;
      expect(await readSuppression(suppressedPlace(TEST_SECRET_KEY, place))).toBeNull();
      expect((await written(pageId)).actions).toContain("subscriber.erase");
    }
  });

  it("refuses a stranger, and links that are for something else", async () => {
    const { id, manageToken } = await person("own@example.com", "https://own.example.com/in");
    const wrong = [
      await linkOf("unsubscribe", id),
      await linkOf("confirm", id),
      manageToken.replace(/.{20}$/, "A".repeat(20)),
      await linkOf("manage", id, Date.now() - 2_000),
    ];
    for (const token of wrong)
      for (const leave of [unsubscribeEverything, eraseEverything])
        await expect(leave(token, ctx())).rejects.toMatchObject({ kind: "not_found" });
    expect(await states("own@example.com", "https://own.example.com/in")).toEqual(["active", "active"]);
  });
});
