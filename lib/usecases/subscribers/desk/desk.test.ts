import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import type { NewSubscription } from "#lib/domain/subscribers/input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup } from "#lib/testing/engine.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { linkOf, noticesTo, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { sealAudit } from "../../audit/seal.ts";
import { verifyHistory } from "../../audit/verify.ts";
import { confirmSubscription } from "../confirm.ts";
import { readManaged } from "../manage.ts";
import { addChannel } from "../manage-acts.ts";
import { stopDestination } from "../stop.ts";
import { subscribe } from "../subscribe.ts";
import { createSubscriber } from "./create.ts";
import { eraseSubscriber, purgeSubscribers } from "./erase.ts";
import { countListed, countSubscribers, listSubscribers, readSubscriber } from "./list.ts";
import {
  reactivateSubscriber,
  resendConfirmation,
  toEach,
  unfollowFor,
  unsubscribeSubscriber,
} from "./states.ts";
import { updateSubscriber } from "./update.ts";

withDatabase();
const MINUTE = 60_000;
const DAY = 86_400_000;
const ctx = subscriberContext;
const scope = (page: string) => operatorScope("subscribers:write", page);

let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});
let made = 0;
const newEmail = () => `desk-${++made}@example.com`;
const add = (input: NewSubscription, page = pageId) =>
  createSubscriber(scope(page), { skip_confirmation_notification: true, ...input }, ctx());
const added = async (input: NewSubscription = { email: newEmail() }, page = pageId) =>
  (await add(input, page)).subscriber;

describe("adding a subscriber", () => {
  it("tells it at once, sends nothing, and keeps where the consent came from", async () => {
    const own = await newPage();
    const subscriber = await added({ email: "Team@Example.com" }, own);
    expect(subscriber).toMatchObject({
      ...{ destination: "team@example.com", state: "active", consentSource: "api", noticeVersion: null },
      purgeAt: null,
    });
    expect(subscriber.confirmedAt).not.toBeNull();
    expect(await noticesTo(subscriber.id)).toEqual([]);
    const { audits, events } = await written(own);
    expect(audits).toMatchObject([{ action: "subscriber.create", actorKind: "operator" }]);
    expect(events).toEqual(["subscriber.created"]);
    expect(JSON.stringify(audits.map(({ after }) => after))).not.toContain("example.com");
  });

  it("belongs to nobody who typed its address before", async () => {
    const [own, email] = [await newPage(), newEmail()];
    await subscribe(own, { email: newEmail(), consent: true }, ctx());
    const other = (await prisma().subscriber.findFirst({ where: { pageId: own } }))!;
    const { manageToken } = await confirmSubscription(await linkOf("confirm", other.id), ctx());
    await addChannel(manageToken, { email }, ctx());
    const subscriber = await added({ email }, own);
    expect(subscriber).toMatchObject({ state: "active", holderId: subscriber.id });
    expect((await readManaged(manageToken, ctx()))?.subscribers.map(({ id }) => id)).toEqual([other.id]);
  });

  it("asks for a confirmation otherwise", async () => {
    const { subscriber } = await add({ email: newEmail(), skip_confirmation_notification: false });
    expect(subscriber.state).toBe("pending");
    expect(await noticesTo(subscriber.id)).toMatchObject([{ kind: "confirm" }]);
  });

  it("tells the secret of a webhook that is confirmed at once", async () => {
    const { secret } = await add({ endpoint: "https://desk.example.com/in" });
    expect(secret).toMatch(/^whsec_/);
  });

  it("is refused for one that is there, and for who asked not to be written to", async () => {
    const email = newEmail();
    const { id } = await added({ email });
    await expect(add({ email })).rejects.toMatchObject({ kind: "conflict" });
    await unsubscribeSubscriber(scope(pageId), id, ctx());
    await expect(add({ email })).rejects.toMatchObject({
      kind: "invalid",
      faults: [{ path: "email" }],
    });
    const { subscriber } = await add({ email, skip_confirmation_notification: false });
    expect(subscriber.state).toBe("pending");
    await confirmSubscription(await linkOf("confirm", id), ctx());
    expect((await readSubscriber(scope(pageId), id)).state).toBe("active");
  });

  it("confirms who had not confirmed yet", async () => {
    const email = newEmail();
    await subscribe(pageId, { email, consent: true }, ctx());
    expect((await added({ email })).state).toBe("active");
  });

  it("refuses an address that we may not connect to in the words of any other that is none", async () => {
    const faults = async (input: NewSubscription, given = ctx()) =>
      await createSubscriber(scope(pageId), input, given).catch((error) => error.faults);
    const inside = ctx({
      checkDestination: async () => {
        const { invalid } = await import("#lib/domain/errors.ts");
        throw invalid([{ path: "url", message: "127.0.0.1 is private" }]);
      },
    });
    const refused = await faults({ endpoint: "http://127.0.0.1/" }, inside);
    expect(refused).toEqual(await faults({ endpoint: "nowhere" }));
    expect(JSON.stringify(refused)).not.toContain("private");
  });
});

describe("the list", () => {
  it("is searched, filtered, sorted and cut", async () => {
    const own = await newPage();
    const group = await makeGroup(own);
    const [component, other] = [await makeComponent(own, { groupId: group }), await makeComponent(own)];
    await added({ email: "b@one.example", component_ids: [component] }, own);
    await added({ email: "a@two.example", group_ids: [group] }, own);
    const third = await added({ endpoint: "https://one.example/hook", component_ids: [other] }, own);
    await unsubscribeSubscriber(scope(own), third.id, ctx());
    const find = async (query: Parameters<typeof listSubscribers>[1]) =>
      (await listSubscribers(scope(own), { sort: "primary", direction: "asc", ...query })).map(
        ({ destination }) => destination,
      );
    expect(await find({})).toEqual(["a@two.example", "b@one.example", "https://one.example/hook"]);
    expect(await find({ q: "ONE.example" })).toEqual(["b@one.example", "https://one.example/hook"]);
    expect(await find({ q: "%" })).toEqual([]);
    expect(await find({ channel: "webhook" })).toEqual(["https://one.example/hook"]);
    expect(await find({ state: "active" })).toEqual(["a@two.example", "b@one.example"]);
    expect(await find({ componentId: component })).toEqual(["a@two.example", "b@one.example"]);
    expect(await find({ limit: 1, page: 2 })).toEqual(["b@one.example"]);
    expect(await countListed(scope(own), { state: "unsubscribed" })).toBe(1);
    const counts = await countSubscribers(operatorScope("page:read", own));
    expect([counts.email.active, counts.webhook.unsubscribed, counts.sms.active]).toEqual([2, 1, 0]);
  });

  it("holds nobody of another page, nor lets them be read or changed", async () => {
    const { id } = await added();
    const stranger = scope(await newPage());
    expect(await listSubscribers(stranger)).toEqual([]);
    const acts = [
      () => readSubscriber(stranger, id),
      () => updateSubscriber(stranger, id, { min_impact: "major" }, ctx()),
      () => unsubscribeSubscriber(stranger, id, ctx()),
      () => reactivateSubscriber(stranger, id, ctx()),
      () => resendConfirmation(stranger, id, ctx()),
      () => eraseSubscriber(stranger, id, ctx()),
    ];
    for (const act of acts) await expect(act()).rejects.toThrow("subscriber not found");
    expect(
      await toEach(stranger, { subscribers: [id], states: ["active"] }, async () => ({}) as never),
    ).toEqual([]);
    expect((await readSubscriber(scope(pageId), id)).state).toBe("active");
  });
});

describe("changing a subscriber", () => {
  it("records the choices that differ", async () => {
    const { id } = await added();
    const after = await updateSubscriber(scope(pageId), id, { min_impact: "critical" }, ctx());
    expect(after.choices.minImpact).toBe(3);
    const record = (await written(pageId)).audits.at(-1);
    expect(record).toMatchObject({
      action: "subscriber.update",
      before: { minImpact: 0 },
      after: { minImpact: 3 },
    });
    await updateSubscriber(scope(pageId), id, { min_impact: "critical" }, ctx());
    expect((await written(pageId)).audits.at(-1)?.id).toBe(record?.id);
  });

  it("asks for a confirmation again, but not twice in ten minutes", async () => {
    const { subscriber } = await add({ email: newEmail(), skip_confirmation_notification: false });
    const now = Date.now();
    const resend = (ms: number) => resendConfirmation(scope(pageId), subscriber.id, ctx({ now: now + ms }));
    await expect(resend(MINUTE)).rejects.toMatchObject({ kind: "too_many", retryAfterSeconds: 600 });
    await resend(11 * MINUTE);
    expect(await noticesTo(subscriber.id)).toHaveLength(2);
    const { id } = await added();
    await expect(resendConfirmation(scope(pageId), id, ctx())).rejects.toMatchObject({ kind: "conflict" });
  });

  it("brings back who was quarantined, not who asked to be left alone", async () => {
    const email = newEmail();
    const { id } = await added({ email });
    await expect(reactivateSubscriber(scope(pageId), id, ctx())).rejects.toMatchObject({ kind: "conflict" });
    await stopDestination(pageId, "email", email, "bounced", ctx());
    expect((await readSubscriber(scope(pageId), id)).state).toBe("quarantined");
    expect(await reactivateSubscriber(scope(pageId), id, ctx())).toMatchObject({
      ...{ state: "active", quarantinedAt: null, purgeAt: null },
    });
    await stopDestination(pageId, "email", email, "complained", ctx());
    await expect(reactivateSubscriber(scope(pageId), id, ctx())).rejects.toMatchObject({ kind: "conflict" });
  });

  it("ends who followed one incident alone", async () => {
    const incident = "i0000desk001";
    const fields = { pageId, kind: "incident", name: "API", status: "investigating" };
    const at = { startedAt: new Date(), publishedAt: new Date() };
    await prisma().incident.create({ data: { id: incident, ...fields, ...at } });
    const email = newEmail();
    const alone = await added({ email, incident_id: incident });
    expect((await add({ email, incident_id: incident })).subscriber.id).toBe(alone.id);
    const both = await added();
    await added({ email: both.destination, incident_id: incident });
    expect((await unfollowFor(scope(pageId), alone.id, incident, ctx())).state).toBe("unsubscribed");
    expect(await unfollowFor(scope(pageId), both.id, incident, ctx())).toMatchObject({
      ...{ state: "active", incidentIds: [] },
    });
    await expect(unfollowFor(scope(pageId), both.id, incident, ctx())).rejects.toMatchObject({
      kind: "not_found",
    });
  });

  it("does one act to many, and leaves out whom it does not fit", async () => {
    const own = await newPage();
    const [one, other] = [
      await added({ email: "1@example.com" }, own),
      await added({ email: "2@example.com" }, own),
    ];
    const ids = [one.id, one.id, "zzzzzzzzzzzz", other.id];
    const end: Parameters<typeof toEach>[2] = (each, id) => unsubscribeSubscriber(each, id, ctx());
    const done = await toEach(scope(own), { subscribers: ids, states: ["active"] }, end);
    expect(done.map(({ state }) => state)).toEqual(["unsubscribed", "unsubscribed"]);
    expect(await toEach(scope(own), { subscribers: "all", states: ["active"] }, end)).toEqual([]);
  });
});

describe("erasing", () => {
  it("leaves no address anywhere, and the audit log still verifies", async () => {
    const own = await newPage();
    const email = "erase-me@example.com";
    const { id } = await added({ email }, own);
    const held = await added({ email: "held@example.com" }, own);
    await prisma().subscriber.update({ where: { id: held.id }, data: { holderId: id } });
    const at = { dueAt: new Date(), expiresAt: new Date(), finishedAt: new Date() };
    const delivery = await prisma().delivery.create({
      data: {
        ...{
          pageId: own,
          kind: "event",
          channel: "email",
          recipientKind: "subscriber",
          recipientId: id,
          ...at,
        },
        receipt: { code: "550", text: `<${email}> unknown` },
      },
    });
    await eraseSubscriber(scope(own), id, ctx());
    expect(await rowAt(own, "email", email)).toBeNull();
    expect((await readSubscriber(scope(own), held.id)).holderId).toBe(held.id);
    const left = await prisma().delivery.findUniqueOrThrow({ where: { id: delivery.id } });
    expect(left.receipt).toBeNull();
    const { audits } = await written(own);
    expect(audits.at(-1)).toMatchObject({ action: "subscriber.erase", objectId: id });
    const everything = [audits, await prisma().outboxEvent.findMany({ where: { pageId: own } })];
    const text = JSON.stringify(everything, (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    expect(text).not.toContain("erase-me");
    await sealAudit(Date.now(), { everywhere: true });
    expect(await verifyHistory()).toMatchObject({ faults: [] });
    await expect(add({ email }, own)).rejects.toMatchObject({ kind: "invalid" });
  });

  it("comes by itself: after 7 days without confirmation, 30 days after leaving", async () => {
    const own = await newPage();
    const now = Date.now();
    const mail = (name: string) => `${name}@purge.example`;
    for (const name of ["pending", "back"])
      await subscribe(own, { email: mail(name), consent: true }, ctx({ now }));
    const back = (await rowAt(own, "email", mail("back")))!;
    await confirmSubscription(await linkOf("confirm", back.id), ctx({ now }));
    const gone = await added({ email: mail("gone") }, own);
    await unsubscribeSubscriber(scope(own), gone.id, ctx({ now }));
    const names = async () =>
      (await listSubscribers(scope(own), { sort: "primary", direction: "asc" })).map(
        (one) => one.destination,
      );
    await purgeSubscribers(now + 7 * DAY - 1);
    expect(await names()).toEqual([mail("back"), mail("gone"), mail("pending")]);
    await purgeSubscribers(now + 7 * DAY);
    expect(await names()).toEqual([mail("back"), mail("gone")]);
    await purgeSubscribers(now + 30 * DAY);
    expect(await names()).toEqual([mail("back")]);
    expect((await written(own)).actions.filter((action) => action === "subscriber.purge")).toHaveLength(2);
    await expect(add({ email: mail("gone") }, own)).rejects.toMatchObject({ kind: "invalid" });
  });
});
