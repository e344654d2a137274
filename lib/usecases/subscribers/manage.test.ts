import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import type { NewSubscription } from "#lib/domain/subscribers/input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { codeSentTo, linkOf, noticesTo, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { unsealSecret } from "../secrets/sealed.ts";
import { OLD_SECRET_KEPT_MS, WEBHOOK_SECRETS } from "../secrets/webhook-secrets.ts";
import { verifyCode } from "./codes.ts";
import { CONFIRMED_AGAIN_MS, confirmSubscription, readConfirmation } from "./confirm.ts";
import { readManaged, sendManageLink } from "./manage.ts";
import {
  addChannel,
  followIncident,
  removeChannel,
  rotateSecret,
  saveChoices,
  unfollowIncident,
} from "./manage-acts.ts";
import { subscribe } from "./subscribe.ts";
import { readUnsubscribe, unsubscribeByLink } from "./unsubscribe.ts";

withDatabase();
const MINUTE = 60_000;
const ctx = subscriberContext;

let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});
let made = 0;
const newEmail = () => `manager-${++made}@example.com`;
const newHook = () => `https://hook-${++made}.example.com/in`;
const confirm = async (id: string) => await confirmSubscription(await linkOf("confirm", id), ctx());
async function confirmed(input: NewSubscription, page = pageId) {
  await subscribe(page, { consent: true, ...input }, ctx());
  const [channel, to] = input.email
    ? (["email", input.email] as const)
    : (["webhook", input.endpoint!] as const);
  return await confirm((await rowAt(page, channel, to))!.id);
}
/** Somebody with a mail address and a webhook that was added on their page. */
async function personWithHook() {
  const { subscriber: holder, manageToken } = await confirmed({ email: newEmail() });
  const endpoint = newHook();
  expect(await addChannel(manageToken, { endpoint }, ctx())).toEqual({ next: "challenge" });
  const hook = (await rowAt(pageId, "webhook", endpoint))!;
  await confirm(hook.id);
  return { holder, manageToken, hook, endpoint };
}
async function makeIncident(isPublished = true): Promise<string> {
  const id = `i${String(++made).padStart(11, "0")}`;
  await prisma().incident.create({
    data: {
      ...{ id, pageId, kind: "incident", name: "API", status: "investigating", startedAt: new Date() },
      publishedAt: isPublished ? new Date() : null,
    },
  });
  return id;
}

describe("a manage page", () => {
  it("opens by the link that was mailed, for 24 hours, and shows what it holds", async () => {
    const { holder, manageToken, hook } = await personWithHook();
    const managed = await readManaged(manageToken, ctx());
    expect(managed?.holder.id).toBe(holder.id);
    expect(managed?.subscribers.map(({ id, state }) => [id, state])).toEqual([
      [holder.id, "active"],
      [hook.id, "active"],
    ]);
    expect(await readManaged(manageToken, ctx({ now: Date.now() + 25 * 60 * MINUTE }))).toBeNull();
  });

  it("opens by no other link, and by none that was tampered with", async () => {
    const { holder, manageToken } = await personWithHook();
    for (const purpose of ["confirm", "unsubscribe"] as const)
      expect(await readManaged(await linkOf(purpose, holder.id), ctx())).toBeNull();
    const { subscriber: other } = await confirmed({ email: newEmail() });
    for (const token of ["", "x", manageToken.replace(holder.id, other.id)])
      expect(await readManaged(token, ctx())).toBeNull();
    await prisma().subscriber.update({ where: { id: holder.id }, data: { tokenEpoch: 2 } });
    expect(await readManaged(manageToken, ctx())).toBeNull();
  });

  it("shows who opens it by an added channel that channel alone", async () => {
    const { hook, holder } = await personWithHook();
    const { manageToken } = await confirm(hook.id);
    const managed = await readManaged(manageToken, ctx());
    expect(managed?.subscribers.map(({ id }) => id)).toEqual([hook.id]);
    await expect(saveChoices(manageToken, holder.id, { min_impact: "major" }, ctx())).rejects.toThrow(
      "subscriber not found",
    );
  });

  it("never draws a known address to itself", async () => {
    const victim = newEmail();
    const { subscriber } = await confirmed({ email: victim });
    const attacker = await confirmed({ email: newEmail() });
    expect(await addChannel(attacker.manageToken, { email: victim }, ctx())).toEqual({ next: "mail" });
    expect(await rowAt(pageId, "email", victim)).toMatchObject({ holderId: subscriber.id, state: "active" });
    const early = newEmail();
    await addChannel(attacker.manageToken, { email: early }, ctx());
    await subscribe(pageId, { email: early, consent: true }, ctx());
    const row = (await rowAt(pageId, "email", early))!;
    expect(row.holderId).toBe(row.id);
  });

  it("looks the same whether an address that is added was known or not, until it proves itself", async () => {
    const [known, unknown] = [newEmail(), newEmail()];
    await confirmed({ email: known });
    const { manageToken } = await confirmed({ email: newEmail() });
    const before = await readManaged(manageToken, ctx());
    for (const email of [known, unknown]) {
      await addChannel(manageToken, { email }, ctx());
      expect(await readManaged(manageToken, ctx())).toEqual(before);
    }
    const { id } = (await rowAt(pageId, "email", unknown))!;
    for (const act of [
      () => saveChoices(manageToken, id, { min_impact: "critical" }, ctx()),
      () => removeChannel(manageToken, id, ctx()),
    ])
      await expect(act()).rejects.toThrow("subscriber not found");
    await confirm(id);
    expect((await readManaged(manageToken, ctx()))?.subscribers.map((one) => one.id)).toContain(id);
  });

  it("gives an added channel what its holder chose, and it proves itself", async () => {
    const { manageToken } = await confirmed({ email: newEmail(), min_impact: "major", language: "en" });
    const endpoint = newHook();
    await addChannel(manageToken, { endpoint, contact_email: "ops@example.com" }, ctx());
    const row = (await rowAt(pageId, "webhook", endpoint))!;
    expect(row).toMatchObject({
      ...{ state: "pending", minImpact: 2, language: "en", contactEmail: "ops@example.com" },
    });
    expect(await noticesTo(row.id)).toMatchObject([{ kind: "challenge", channel: "webhook" }]);
  });

  it("saves choices, with their difference in the record and no address", async () => {
    const own = await newPage();
    const { subscriber, manageToken } = await confirmed({ email: newEmail() }, own);
    const component = await makeComponent(own);
    const patch = { component_ids: [component], quiet_from: 1_320, quiet_until: 420, digest_at: 540 };
    const saved = await saveChoices(manageToken, subscriber.id, patch, ctx());
    expect(saved.choices).toMatchObject({ componentIds: [component], quiet: { from: 1_320, until: 420 } });
    await saveChoices(manageToken, subscriber.id, patch, ctx());
    const { audits, events } = await written(own);
    expect(audits.at(-1)).toMatchObject({
      action: "subscriber.update",
      before: { componentIds: [], quiet: null, digestAt: null },
      after: { componentIds: [component], digestAt: 540 },
    });
    expect(events).toEqual(["subscriber.asked", "subscriber.confirmed", "subscriber.updated"]);
  });

  it("refuses choices that are wrong, and keeps those whose component has gone since", async () => {
    const component = await makeComponent(pageId);
    const { subscriber, manageToken } = await confirmed({ email: newEmail(), component_ids: [component] });
    const save = (patch: object) => saveChoices(manageToken, subscriber.id, patch, ctx());
    await expect(save({ component_ids: ["zzzzzzzzzzzz"] })).rejects.toMatchObject({ kind: "invalid" });
    await expect(save({ contact_email: "nobody" })).rejects.toMatchObject({
      faults: [{ path: "contact_email" }],
    });
    await prisma().component.update({ where: { id: component }, data: { archivedAt: new Date() } });
    const saved = await save({ component_ids: [component], min_impact: "minor" });
    expect(saved.choices).toMatchObject({ componentIds: [component], minImpact: 1 });
  });

  it("removes one channel and leaves the others", async () => {
    const { holder, manageToken, hook } = await personWithHook();
    await removeChannel(manageToken, hook.id, ctx());
    const managed = await readManaged(manageToken, ctx());
    expect(managed?.subscribers.map(({ id, state }) => [id, state])).toEqual([[holder.id, "active"]]);
    expect((await prisma().subscriber.findUnique({ where: { id: hook.id } }))?.state).toBe("unsubscribed");
  });

  it("still manages the others after its own address has unsubscribed", async () => {
    const { holder, manageToken, hook } = await personWithHook();
    await unsubscribeByLink(await linkOf("unsubscribe", holder.id, null), ctx());
    expect((await readManaged(manageToken, ctx()))?.subscribers.map(({ id }) => id)).toEqual([
      holder.id,
      hook.id,
    ]);
  });

  it("follows an incident, and lets it go", async () => {
    const { holder, manageToken } = await personWithHook();
    const [incident, draft] = [await makeIncident(), await makeIncident(false)];
    for (let twice = 0; twice < 2; twice++) await followIncident(manageToken, holder.id, incident, ctx());
    expect((await readManaged(manageToken, ctx()))?.holder.incidentIds).toEqual([incident]);
    const audits = (await written(pageId)).audits.filter(({ objectId }) => objectId === holder.id);
    expect(audits.filter(({ action }) => action === "subscriber.follow")).toHaveLength(1);
    await expect(followIncident(manageToken, holder.id, draft, ctx())).rejects.toMatchObject({
      faults: [{ path: "incident_id", message: "no such incident on this page" }],
    });
    await unfollowIncident(manageToken, incident, ctx());
    expect((await readManaged(manageToken, ctx()))?.holder.incidentIds).toEqual([]);
  });

  it("refuses a stranger every act", async () => {
    const { hook } = await personWithHook();
    const { manageToken } = await confirmed({ email: newEmail() });
    const acts = [
      () => saveChoices(manageToken, hook.id, {}, ctx()),
      () => removeChannel(manageToken, hook.id, ctx()),
      () => rotateSecret(manageToken, hook.id, ctx()),
      () => saveChoices("forged", hook.id, {}, ctx()),
      () => addChannel("forged", { email: newEmail() }, ctx()),
      () => unfollowIncident("forged", "aaaaaaaaaaaa", ctx()),
      () => followIncident("forged", hook.id, "aaaaaaaaaaaa", ctx()),
      () => followIncident(manageToken, hook.id, "aaaaaaaaaaaa", ctx()),
    ];
    for (const attempt of acts) await expect(attempt()).rejects.toMatchObject({ kind: "not_found" });
  });
});

describe("following one incident", () => {
  it("tells nothing else", async () => {
    const incident = await makeIncident();
    const { subscriber } = await confirmed({ email: newEmail(), incident_id: incident });
    expect([subscriber.choices.followsPage, subscriber.incidentIds]).toEqual([false, [incident]]);
  });

  it("is refused for a draft as for what is not there", async () => {
    const draft = await makeIncident(false);
    const asked = subscribe(pageId, { email: newEmail(), consent: true, incident_id: draft }, ctx());
    await expect(asked).rejects.toMatchObject({ faults: [{ path: "incident_id" }] });
  });
});

describe("asking on the public page to follow one more incident", () => {
  const follower = async (more: Partial<NewSubscription> = {}) => {
    const email = newEmail();
    return { email, ...(await confirmed({ email, incident_id: await makeIncident(), ...more })) };
  };
  const askToFollow = (input: NewSubscription, incident_id: string, given = ctx()) =>
    subscribe(pageId, { consent: true, ...input, incident_id }, given);
  const kindsTo = async (id: string) => (await noticesTo(id)).map(({ kind }) => kind);

  it("sends who is told of another the way to their page, in the same answer as to anybody, and changes nothing", async () => {
    const { email, subscriber } = await follower();
    const before = await rowAt(pageId, "email", email);
    const incident = await makeIncident();
    const answers = [
      await askToFollow({ email }, incident),
      await askToFollow({ email: newEmail() }, incident),
    ];
    expect(answers).toEqual([{ next: "mail" }, { next: "mail" }]);
    expect(await kindsTo(subscriber.id)).toEqual(["confirm", "manage"]);
    expect(await rowAt(pageId, "email", email)).toEqual(before);
    const incidents = await prisma().subscriberIncident.findMany({ where: { subscriberId: subscriber.id } });
    expect(incidents.map(({ incidentId }) => incidentId)).toEqual(subscriber.incidentIds);
    const audits = (await written(pageId)).audits.filter(({ objectId }) => objectId === subscriber.id);
    expect(audits.at(-1)).toMatchObject({ action: "subscriber.send_link", after: null });
  });

  it("sends it once in ten minutes, counted together with those asked for at /manage", async () => {
    const { email, subscriber } = await follower();
    const [incident, other] = [await makeIncident(), await makeIncident()];
    const now = Date.now();
    const at = (minutes: number) => ctx({ now: now + minutes * MINUTE });
    await askToFollow({ email }, incident, at(0));
    await askToFollow({ email }, other, at(5));
    await sendManageLink(pageId, { email }, at(9));
    expect(await kindsTo(subscriber.id)).toEqual(["confirm", "manage"]);
    await sendManageLink(pageId, { email }, at(11));
    await askToFollow({ email }, incident, at(12));
    expect(await kindsTo(subscriber.id)).toEqual(["confirm", "manage", "manage"]);
  });

  it("sends it to who hears of a part of the page, and nothing to who hears of all or follows it already", async () => {
    const incident = await makeIncident();
    const part = await confirmed({ email: newEmail(), component_ids: [await makeComponent(pageId)] });
    const all = await confirmed({ email: newEmail() });
    const same = await follower({ incident_id: incident });
    for (const { subscriber } of [part, all, same])
      await askToFollow({ email: subscriber.destination }, incident);
    const told = await Promise.all([part, all, same].map(({ subscriber }) => kindsTo(subscriber.id)));
    expect(told).toEqual([["confirm", "manage"], ["confirm"], ["confirm"]]);
  });

  it("sends it to who follows single incidents and asks for the whole page, which their own page then opens", async () => {
    const { email, subscriber, manageToken } = await follower();
    await subscribe(pageId, { email, consent: true }, ctx());
    expect(await kindsTo(subscriber.id)).toEqual(["confirm", "manage"]);
    expect((await rowAt(pageId, "email", email))?.followsPage).toBe(false);
    const after = await saveChoices(manageToken, subscriber.id, { follows_page: true }, ctx());
    expect(after.choices.followsPage).toBe(true);
  });

  it("sends a webhook nothing, and a phone the code that opens its page", async () => {
    const first = await makeIncident();
    const hook = await confirmed({ endpoint: newHook(), incident_id: first });
    const phone = { phone_country: "KR", phone_number: `010-4321-${String(7_000 + ++made)}` };
    await askToFollow(phone, first);
    const sms = (await prisma().subscriber.findFirst({ where: { pageId, channel: "sms" } }))!;
    const enter = async () => {
      const code = await codeSentTo(sms.id);
      return await verifyCode(pageId, { destination: sms.destination, code }, ctx());
    };
    await enter();
    const incident = await makeIncident();
    const later = ctx({ now: Date.now() + 2 * MINUTE });
    expect(await askToFollow({ endpoint: hook.subscriber.destination }, incident)).toEqual({
      next: "challenge",
    });
    expect(await askToFollow(phone, incident, later)).toEqual({ next: "code" });
    expect(await kindsTo(hook.subscriber.id)).toEqual(["challenge"]);
    expect(await kindsTo(sms.id)).toEqual(["code", "code"]);
    const { manageToken } = await enter();
    expect((await readManaged(manageToken, ctx()))?.holder.incidentIds).toEqual([first]);
    await followIncident(manageToken, sms.id, incident, ctx());
    expect((await readManaged(manageToken, ctx()))?.holder.incidentIds.toSorted()).toEqual([first, incident]);
  });
});

describe("the link to the manage page", () => {
  it("is mailed once in ten minutes, in the same answer as to an address that nobody has", async () => {
    const email = newEmail();
    const { subscriber } = await confirmed({ email });
    const now = Date.now();
    for (const ms of [0, 9 * MINUTE, 11 * MINUTE])
      expect(await sendManageLink(pageId, { email }, ctx({ now: now + ms }))).toEqual({ next: "mail" });
    expect(await sendManageLink(pageId, { email: newEmail() }, ctx())).toEqual({ next: "mail" });
    expect((await noticesTo(subscriber.id)).map(({ kind }) => kind)).toEqual(["confirm", "manage", "manage"]);
  });

  it("is not mailed to who has unsubscribed; who has not confirmed gets the way to that", async () => {
    const [gone, pending] = [newEmail(), newEmail()];
    const { subscriber } = await confirmed({ email: gone });
    await unsubscribeByLink(await linkOf("unsubscribe", subscriber.id, null), ctx());
    await sendManageLink(pageId, { email: gone }, ctx());
    expect(await noticesTo(subscriber.id)).toHaveLength(1);
    await subscribe(pageId, { email: pending, consent: true }, ctx());
    await sendManageLink(pageId, { email: pending }, ctx({ now: Date.now() + 11 * MINUTE }));
    const { id } = (await rowAt(pageId, "email", pending))!;
    expect((await noticesTo(id)).map(({ kind }) => kind)).toEqual(["confirm", "confirm"]);
  });

  it("is shown once to a webhook, with its secret, and does not expire; it ends with the subscription", async () => {
    const { subscriber, manageToken, secret } = await confirmed({ endpoint: newHook() });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const inYears = ctx({ now: Date.now() + 1_000 * 86_400_000 });
    expect(await readManaged(manageToken, inYears)).not.toBeNull();
    const again = await confirm(subscriber.id);
    expect(again.secret).toBeNull();
    await removeChannel(manageToken, subscriber.id, ctx());
    expect(await readManaged(manageToken, inYears)).toBeNull();
  });
});

describe("the secrets of a webhook", () => {
  it("rotate: the old one signs along for a day, and both are sealed", async () => {
    const { subscriber, manageToken, secret } = await confirmed({ endpoint: newHook() });
    const now = Date.now();
    const { secret: fresh } = await rotateSecret(manageToken, subscriber.id, ctx({ now }));
    const row = await prisma().subscriber.findUniqueOrThrow({ where: { id: subscriber.id } });
    const kept = row.secrets as { sealed: string; expires_at: string | null }[];
    expect(kept.map(({ sealed }) => unsealSecret(sealed, TEST_SECRET_KEY, WEBHOOK_SECRETS))).toEqual([
      fresh,
      secret,
    ]);
    const until = new Date(now + OLD_SECRET_KEPT_MS).toISOString();
    expect(kept.map(({ expires_at }) => expires_at)).toEqual([null, until]);
    await rotateSecret(manageToken, subscriber.id, ctx());
    const third = await prisma().subscriber.findUniqueOrThrow({ where: { id: subscriber.id } });
    expect(third.secrets).toHaveLength(2);
    expect(JSON.stringify(row)).not.toContain("whsec_");
  });

  it("are of webhooks alone", async () => {
    const { subscriber, manageToken } = await confirmed({ email: newEmail() });
    await expect(rotateSecret(manageToken, subscriber.id, ctx())).rejects.toMatchObject({ kind: "conflict" });
  });
});

describe("public webhooks", () => {
  it("are off unless the operator turns them on", async () => {
    const rules = { ...ctx().rules, allowsPublicWebhooks: false };
    const asked = subscribe(pageId, { endpoint: newHook(), consent: true }, ctx({ rules }));
    await expect(asked).rejects.toMatchObject({ faults: [{ path: "endpoint" }] });
    const slack = { endpoint: "https://hooks.slack.com/services/T0", consent: true };
    expect(await subscribe(pageId, slack, ctx({ rules }))).toEqual({ next: "challenge" });
  });
});

describe("links of mails", () => {
  it("show and change nothing, however often they are opened", async () => {
    const email = newEmail();
    await subscribe(pageId, { email, consent: true }, ctx());
    const before = (await rowAt(pageId, "email", email))!;
    const [confirm, unsubscribe] = [
      await linkOf("confirm", before.id),
      await linkOf("unsubscribe", before.id, null),
    ];
    for (let i = 0; i < 50; i++) {
      expect(await readConfirmation(confirm, ctx())).toMatchObject({ isConfirmed: false });
      expect((await readUnsubscribe(unsubscribe, ctx()))?.id).toBe(before.id);
    }
    expect(await rowAt(pageId, "email", email)).toEqual(before);
  });

  it("tell whom somebody else has added that it joins their page, until they ask for themselves", async () => {
    const { manageToken } = await confirmed({ email: newEmail() });
    const email = newEmail();
    await addChannel(manageToken, { email }, ctx());
    const { id } = (await rowAt(pageId, "email", email))!;
    expect(await readConfirmation(await linkOf("confirm", id), ctx())).toMatchObject({ isAdded: true });
    await subscribe(pageId, { email, consent: true }, ctx());
    expect(await readConfirmation(await linkOf("confirm", id), ctx())).toMatchObject({ isAdded: false });
  });

  it("confirm for seven days, and answer a second press for ten minutes", async () => {
    const email = newEmail();
    await subscribe(pageId, { email, consent: true }, ctx());
    const { id } = (await rowAt(pageId, "email", email))!;
    const token = await linkOf("confirm", id);
    const late = ctx({ now: Date.now() + 8 * 86_400_000 });
    await expect(confirmSubscription(token, late)).rejects.toMatchObject({ kind: "not_found" });
    await confirmSubscription(token, ctx());
    expect(await readConfirmation(token, ctx())).toMatchObject({ isConfirmed: true });
    const later = ctx({ now: Date.now() + CONFIRMED_AGAIN_MS + MINUTE });
    expect(await readConfirmation(token, later)).toBeNull();
    await expect(confirmSubscription(token, later)).rejects.toMatchObject({ kind: "not_found" });
  });

  it("unsubscribe for ever, twice without harm, and not by what is not ours", async () => {
    const { subscriber } = await confirmed({ email: newEmail() });
    const token = await linkOf("unsubscribe", subscriber.id, null);
    const years = ctx({ now: Date.now() + 2_000 * 86_400_000 });
    for (let i = 0; i < 2; i++)
      expect((await unsubscribeByLink(token, years)).subscriber?.state).toBe("unsubscribed");
    const audits = (await written(pageId)).audits.filter(({ objectId }) => objectId === subscriber.id);
    expect(audits.filter(({ action }) => action === "subscriber.unsubscribe")).toHaveLength(1);
    await expect(unsubscribeByLink(`${token}x`, ctx())).rejects.toMatchObject({ kind: "not_found" });
    await prisma().subscriber.delete({ where: { id: subscriber.id } });
    expect(await unsubscribeByLink(token, ctx())).toEqual({ subscriber: null });
  });

  it("unsubscribe the row that they name: not another page's, nor another channel's", async () => {
    const email = newEmail();
    const [here, there] = [await confirmed({ email }), await confirmed({ email }, await newPage())];
    await unsubscribeByLink(await linkOf("unsubscribe", here.subscriber.id, null), ctx());
    const states = await prisma().subscriber.findMany({ where: { destination: email } });
    expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual({
      [here.subscriber.id]: "unsubscribed",
      [there.subscriber.id]: "active",
    });
  });

  it("drop what waits for them", async () => {
    const { subscriber } = await confirmed({ email: newEmail() });
    const at = { dueAt: new Date(), expiresAt: new Date(Date.now() + MINUTE) };
    const row = { pageId, kind: "event", channel: "email", recipientKind: "subscriber", ...at };
    const leaseUntil = new Date(Date.now() + MINUTE);
    const waiting = await prisma().delivery.create({ data: { ...row, recipientId: subscriber.id } });
    const inFlight = await prisma().delivery.create({
      data: { ...row, recipientId: subscriber.id, leaseUntil },
    });
    await unsubscribeByLink(await linkOf("unsubscribe", subscriber.id, null), ctx());
    const states = await prisma().delivery.findMany({
      where: { id: { in: [waiting.id, inFlight.id] } },
      orderBy: { id: "asc" },
    });
    expect(states.map(({ state, reason }) => [state, reason])).toEqual([
      ["cancelled", "unsubscribed"],
      ["pending", null],
    ]);
  });
});
