import { beforeAll, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { linkOf, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { confirmSubscription } from "./confirm.ts";
import { unsubscribeEverything } from "./leave.ts";
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
    expect(await states("stays@example.com", "https://stays.example.com/in")).toEqual(["active", "pending"]);
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

  it("refuses a stranger, and links that are for something else", async () => {
    const { id, manageToken } = await person("own@example.com", "https://own.example.com/in");
    const wrong = [
      await linkOf("unsubscribe", id),
      await linkOf("confirm", id),
      manageToken.replace(/.{20}$/, "A".repeat(20)),
      await linkOf("manage", id, Date.now() - 2_000),
    ];
    for (const token of wrong)
      await expect(unsubscribeEverything(token, ctx())).rejects.toMatchObject({ kind: "not_found" });
    expect(await states("own@example.com", "https://own.example.com/in")).toEqual(["active", "pending"]);
  });
});
