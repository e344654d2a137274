import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import type { NewSubscription } from "#lib/domain/subscribers/input.ts";
import { NOTICE_VERSION } from "#lib/domain/subscribers/privacy.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup } from "#lib/testing/engine.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { linkOf, newClient, noticesTo, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { SAME_TIME_MS } from "../requests/same-time.ts";
import { confirmSubscription } from "./confirm.ts";
import { subscribe } from "./subscribe.ts";
import { unsubscribeByLink } from "./unsubscribe.ts";

withDatabase();
const MINUTE = 60_000;

let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});
let made = 0;
const newEmail = () => `reader-${++made}@example.com`;
const ask = (email: string, more: Partial<NewSubscription> = {}, ctx = subscriberContext()) =>
  subscribe(pageId, { email, consent: true, ...more }, ctx);
const rowOf = async (email: string) => (await rowAt(pageId, "email", email))!;
async function confirmed(email: string, more: Partial<NewSubscription> = {}) {
  await ask(email, more);
  const { id } = await rowOf(email);
  return await confirmSubscription(await linkOf("confirm", id), subscriberContext());
}

describe("signing up by mail", () => {
  it("makes a pending row with consent, and has one mail with a link sent", async () => {
    const now = Date.parse("2026-11-24T10:00:00Z");
    const email = newEmail();
    expect(await ask(email.toUpperCase(), {}, subscriberContext({ now }))).toEqual({ next: "mail" });
    const row = await rowOf(email);
    expect(row).toMatchObject({
      ...{ state: "pending", holderId: row.id, language: "ko", timeZone: "Asia/Seoul", followsPage: true },
      ...{ consentSource: "page", noticeVersion: NOTICE_VERSION, confirmedAt: null },
      kinds: ["incidents", "maintenance", "postmortems"],
    });
    expect([row.consentAt?.getTime(), row.purgeAt?.toISOString()]).toEqual([now, "2026-12-01T10:00:00.000Z"]);
    expect(await noticesTo(row.id)).toMatchObject([
      { kind: "confirm", channel: "email", priority: 0, sealed: null, details: null },
    ]);
  });

  it("is recorded by ids alone: no address is in the audit log, the outbox or the queue", async () => {
    const own = await newPage();
    const email = newEmail();
    await subscribe(own, { email, consent: true }, subscriberContext());
    const { id } = (await rowAt(own, "email", email))!;
    const { audits, events } = await written(own);
    expect(audits).toMatchObject([
      { action: "subscriber.subscribe", objectId: id, actorKind: "system", actorId: `subscriber:${id}` },
    ]);
    expect(events).toEqual(["subscriber.asked"]);
    const kept = [
      audits,
      await prisma().outboxEvent.findMany({ where: { pageId: own } }),
      await noticesTo(id),
    ];
    const text = JSON.stringify(kept, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain(email);
  });

  it("keeps every choice", async () => {
    const email = newEmail();
    const [componentId, groupId] = [await makeComponent(pageId), await makeGroup(pageId)];
    const choices = {
      ...{ component_ids: [componentId, componentId], group_ids: [groupId], kinds: ["incidents" as const] },
      ...{ min_impact: "major" as const, quiet_from: 1_320, quiet_until: 420, digest_at: 540 },
      ...{ language: "en" as const, time_zone: "Europe/Paris" },
    };
    await ask(email, { ...choices, component_ids: [componentId] });
    expect(await rowOf(email)).toMatchObject({
      ...{ componentIds: [componentId], groupIds: [groupId], kinds: ["incidents"], minImpact: 2 },
      ...{ quietFrom: 1_320, quietUntil: 420, digestAt: 540, language: "en", timeZone: "Europe/Paris" },
    });
  });

  it.each<[string, Partial<NewSubscription>, string]>([
    ["no consent", { consent: false }, "consent"],
    ["a component that is private", { component_ids: ["private"] }, "component_ids.0"],
    ["a component of nobody", { component_ids: ["zzzzzzzzzzzz"] }, "component_ids.0"],
    ["a group of nobody", { group_ids: ["zzzzzzzzzzzz"] }, "group_ids.0"],
    ["an incident of nobody", { incident_id: "zzzzzzzzzzzz" }, "incident_id"],
    ["quiet hours without an end", { quiet_from: 60 }, "quiet_until"],
    ["no address", { email: "nobody" }, "email"],
  ])("refuses %s, and keeps nothing", async (_, more, path) => {
    const email = newEmail();
    const hidden = await makeComponent(pageId, { published: false });
    const wanted = more.component_ids?.[0] === "private" ? { component_ids: [hidden] } : more;
    await expect(ask(email, wanted)).rejects.toMatchObject({ kind: "invalid", faults: [{ path }] });
    expect(await rowOf(email)).toBeNull();
  });

  it("says of a page that is not there what is said of any", async () => {
    const stranger = subscribe("nopagehere00", { email: newEmail(), consent: true }, subscriberContext());
    await expect(stranger).rejects.toThrow("page not found");
  });

  it("says that mail is not set up", async () => {
    const setups = subscriberContext().setups;
    const ctx = subscriberContext({
      setups: { ...setups, email: { isConfigured: false, missing: ["SMTP_URL"] } },
    });
    await expect(ask(newEmail(), {}, ctx)).rejects.toMatchObject({ faults: [{ path: "email" }] });
  });
});

describe("an address that is known", () => {
  it("is answered alike and in the same time, whether new, pending, confirmed, or suppressed", async () => {
    const [fresh, pending, known, gone] = [newEmail(), newEmail(), newEmail(), newEmail()];
    await ask(pending);
    await confirmed(known);
    const { subscriber } = await confirmed(gone);
    await unsubscribeByLink(await linkOf("unsubscribe", subscriber.id, null), subscriberContext());
    const times: number[] = [];
    for (const email of [fresh, pending, known, gone]) {
      const startedAt = performance.now();
      expect(await ask(email)).toEqual({ next: "mail" });
      times.push(performance.now() - startedAt);
    }
    expect(Math.min(...times)).toBeGreaterThanOrEqual(SAME_TIME_MS - 2);
  });

  it("is sent nothing and keeps everything, if it is told already, whatever a stranger asks for", async () => {
    const email = newEmail();
    const { subscriber } = await confirmed(email, { min_impact: "minor" });
    const before = await rowOf(email);
    const audits = (await written(pageId)).audits.length;
    await ask(email, { kinds: ["reports"], min_impact: "critical", language: "en" });
    expect(await rowOf(email)).toEqual(before);
    expect(await noticesTo(subscriber.id)).toHaveLength(1);
    expect((await written(pageId)).audits).toHaveLength(audits);
  });

  it("gets no second mail within ten minutes, and no more than five a day", async () => {
    const email = newEmail();
    const start = Date.now();
    const at = (minutes: number) => subscriberContext({ now: start + minutes * MINUTE });
    await ask(email, {}, at(0));
    await ask(email, {}, at(9));
    const { id } = await rowOf(email);
    expect(await noticesTo(id)).toHaveLength(1);
    for (let tens = 1; tens < 12; tens++) await ask(email, {}, at(tens * 10 + 1));
    expect(await noticesTo(id)).toHaveLength(5);
  });

  it("takes the last choices while it has not confirmed, and is then as its owner saw it", async () => {
    const email = newEmail();
    await ask(email, { min_impact: "critical" });
    await ask(email, { min_impact: "none", language: "en" });
    expect(await rowOf(email)).toMatchObject({ state: "pending", minImpact: 0, language: "en" });
  });

  it("comes back after unsubscribing by its own confirmation only", async () => {
    const email = newEmail();
    const { subscriber } = await confirmed(email);
    await unsubscribeByLink(await linkOf("unsubscribe", subscriber.id, null), subscriberContext());
    const later = subscriberContext({ now: Date.now() + 11 * MINUTE });
    await ask(email, {}, later);
    expect(await prisma().suppression.count({ where: { pageId, reason: "unsubscribed" } })).toBeGreaterThan(
      0,
    );
    expect((await rowOf(email)).state).toBe("pending");
    const hashes = await prisma().suppression.count({ where: { pageId } });
    await confirmSubscription(await linkOf("confirm", subscriber.id), later);
    expect(await prisma().suppression.count({ where: { pageId } })).toBe(hashes - 1);
    expect(await rowOf(email)).toMatchObject({ state: "active", unsubscribedAt: null, purgeAt: null });
  });
});

describe("many at once", () => {
  it("of the same address make one row and one mail", async () => {
    const email = newEmail();
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => ask(email)));
    const refusals = all.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(new Set(refusals.map(({ kind }) => kind))).toEqual(new Set(["too_many"]));
    expect(refusals[0].retryAfterSeconds).toBeGreaterThan(0);
    expect(await prisma().subscriber.count({ where: { destination: email } })).toBe(1);
    expect(await noticesTo((await rowOf(email)).id)).toHaveLength(1);
  });

  it("of one mailbox are few, whatever tags it is given: it cannot be filled by counting them up", async () => {
    const name = newEmail().replace("@example.com", "");
    const all = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) => ask(`${name}+${n}@example.com`)),
    );
    const refused = all.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(2);
    expect(refused[0]!.reason).toMatchObject({ kind: "too_many", retryAfterSeconds: expect.any(Number) });
    expect(await ask(newEmail())).toEqual({ next: "mail" });
  });

  it("from one client are refused with the seconds to wait, other clients are not", async () => {
    const client = newClient();
    const results = await Promise.allSettled(
      Array.from({ length: 31 }, () => ask(newEmail(), {}, subscriberContext({ client }))),
    );
    const refused = results.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]!.reason).toMatchObject({ kind: "too_many", retryAfterSeconds: expect.any(Number) });
    expect(await ask(newEmail())).toEqual({ next: "mail" });
  });

  it("confirm once, and are all told so", async () => {
    const email = newEmail();
    await ask(email);
    const { id } = await rowOf(email);
    const token = await linkOf("confirm", id);
    const [one, other] = await Promise.all([1, 2].map(() => confirmSubscription(token, subscriberContext())));
    expect([one!.subscriber.state, other!.subscriber.state]).toEqual(["active", "active"]);
    const audits = (await written(pageId)).audits.filter(({ objectId }) => objectId === id);
    expect(audits.map(({ action }) => action)).toEqual(["subscriber.subscribe", "subscriber.confirm"]);
  });

  it("confirm and unsubscribe: whichever is first, they end unsubscribed", async () => {
    for (let i = 0; i < 5; i++) {
      const email = newEmail();
      await ask(email);
      const { id } = await rowOf(email);
      const [confirm, unsubscribe] = [await linkOf("confirm", id), await linkOf("unsubscribe", id, null)];
      await Promise.allSettled([
        confirmSubscription(confirm, subscriberContext()),
        unsubscribeByLink(unsubscribe, subscriberContext()),
      ]);
      expect((await rowOf(email)).state).toBe("unsubscribed");
    }
  });
});
