import { beforeAll, describe, expect, it } from "vitest";
import { defaultChoices } from "#lib/domain/subscribers/choices.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { prisma } from "../db.ts";
import { newId } from "../new-id.ts";
import { countWrongCode, deleteCode, readCode, saveCode } from "./codes.ts";
import { cancelWaiting, unsubscribeRow } from "./ending.ts";
import { dueForPurge, nextSubscriberRows } from "./lists.ts";
import {
  deleteSubscriber,
  findSubscriber,
  followIncidents,
  insertSubscriber,
  listHeld,
  lockPlace,
  lockSubscriber,
  type NewSubscriber,
  readLinkedSubscriber,
  readSecrets,
  readSubscriberRow,
  saveSubscriber,
  unfollow,
} from "./subscribers.ts";

withDatabase();
const NOW = Date.parse("2026-11-24T10:00:00.123Z");
const CHOICES = defaultChoices({ languages: ["ko"], timeZone: "Asia/Seoul" });

let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});
let made = 0;
const newPlace = () => ({ pageId, channel: "email" as const, destination: `row-${++made}@example.com` });
async function insert(fields: Partial<NewSubscriber> = {}, place = newPlace()) {
  const id = newId();
  const base = { state: "active", choices: CHOICES, consentSource: "page", holderId: id } as const;
  expect(await insertSubscriber(prisma(), id, place, { ...base, ...fields }, NOW)).toBe(true);
  return (await readSubscriberRow(pageId, id))!;
}
const deliver = (recipientId: string, more: object = {}) =>
  prisma().delivery.create({
    data: {
      ...{ pageId, kind: "event", channel: "email", recipientKind: "subscriber", recipientId },
      ...{ dueAt: new Date(NOW), expiresAt: new Date(NOW + 1_000), ...more },
    },
  });

describe("what was last sent to a subscriber", () => {
  it("is read from the deliveries: the newest that was sent, none that failed or waits", async () => {
    const [told, untold] = [await insert(), await insert()];
    const finishedAt = (at: number) => ({ finishedAt: new Date(at) });
    await deliver(told.id, { state: "sent", ...finishedAt(NOW - 2_000) });
    await deliver(told.id, { state: "sent", ...finishedAt(NOW - 1_000) });
    await deliver(told.id, { state: "failed", ...finishedAt(NOW) });
    await deliver(told.id);
    await deliver(untold.id, { state: "failed", ...finishedAt(NOW) });
    expect((await readSubscriberRow(pageId, told.id))!.lastSentAt).toBe(NOW - 1_000);
    expect((await readSubscriberRow(pageId, untold.id))!.lastSentAt).toBeNull();
    const listed = await nextSubscriberRows(pageId, "", 100);
    expect(listed.filter(({ lastSentAt }) => lastSentAt !== null).map(({ id }) => id)).toEqual([told.id]);
  });
});

describe("the row of a subscriber", () => {
  it("is read as it was written, to the millisecond", async () => {
    const choices = {
      ...CHOICES,
      ...{ followsPage: false, kinds: ["reports" as const], componentIds: ["aaaaaaaaaaaa"] },
      ...{ minImpact: 2 as const, quiet: { from: 1_320, until: 0 }, digestAt: 0, timeZone: "Europe/Paris" },
    };
    const fields = {
      ...{ choices, teamsMode: "card" as const, contactEmail: "ops@example.com", consentAt: NOW - 1 },
      ...{ noticeVersion: "1", confirmedAt: NOW, purgeAt: NOW + 1, quarantineReason: "gone" },
    };
    const place = newPlace();
    const row = await insert(fields, place);
    expect(row).toMatchObject({
      ...place,
      ...fields,
      createdAt: NOW,
      updatedAt: NOW,
      tokenEpoch: 1,
      failures: 0,
    });
    expect(await findSubscriber(place)).toEqual(row);
    expect(await readLinkedSubscriber(row.id)).toEqual(row);
  });

  it("is one for a place: the second is told so, whatever it says", async () => {
    const place = newPlace();
    const first = await insert({}, place);
    const fields = { state: "active", choices: CHOICES, consentSource: "api", holderId: "x" } as const;
    expect(await insertSubscriber(prisma(), newId(), place, fields, NOW)).toBe(false);
    expect(await findSubscriber(place)).toEqual(first);
    const elsewhere = { ...place, pageId: await newPage() };
    expect(await insertSubscriber(prisma(), newId(), elsewhere, fields, NOW)).toBe(true);
    expect(await insertSubscriber(prisma(), newId(), { ...place, channel: "webhook" }, fields, NOW)).toBe(
      true,
    );
  });

  it("is one for an address, however it is written: the database takes it in lower case alone", async () => {
    const fields = { state: "active", choices: CHOICES, consentSource: "api", holderId: "x" } as const;
    const place = { ...newPlace(), destination: "Reader@example.com" };
    await expect(insertSubscriber(prisma(), newId(), place, fields, NOW)).rejects.toThrow();
    const hook = { pageId, channel: "webhook" as const, destination: "https://example.com/In" };
    expect(await insertSubscriber(prisma(), newId(), hook, fields, NOW)).toBe(true);
  });

  it("is of its page alone", async () => {
    const { id } = await insert();
    expect(await readSubscriberRow(await newPage(), id)).toBeNull();
    expect(await readSubscriberRow(pageId, "zzzzzzzzzzzz")).toBeNull();
  });

  it("is changed where it is told, and keeps the rest", async () => {
    const before = await insert({ contactEmail: "a@example.com", purgeAt: NOW });
    const after = await saveSubscriber(prisma(), before.id, { state: "pending", purgeAt: null }, NOW + 5);
    expect(after).toEqual({ ...before, state: "pending", purgeAt: null, updatedAt: NOW + 5 });
    const chosen = { ...CHOICES, digestAt: 60 };
    await prisma().subscriber.update({ where: { id: before.id }, data: { nextDigestAt: new Date(NOW) } });
    await saveSubscriber(prisma(), before.id, { choices: chosen }, NOW);
    const row = await prisma().subscriber.findUniqueOrThrow({ where: { id: before.id } });
    expect([row.digestAt, row.nextDigestAt, row.contactEmail]).toEqual([60, null, "a@example.com"]);
  });

  it("waits for whoever holds it", async () => {
    const { id, destination } = await insert();
    const order: string[] = [];
    const place = { pageId, channel: "email" as const, destination };
    await Promise.all([
      prisma().$transaction(async (tx) => {
        await lockSubscriber(tx, id);
        order.push("held");
        await new Promise((resolve) => setTimeout(resolve, 100));
        order.push("let go");
      }),
      new Promise((resolve) => setTimeout(resolve, 30)).then(() =>
        prisma().$transaction(async (tx) => {
          await lockPlace(tx, place);
          order.push("next");
        }),
      ),
    ]);
    expect(order).toEqual(["held", "let go", "next"]);
  });

  it("keeps sealed secrets, newest first", async () => {
    const { id } = await insert();
    expect(await readSecrets(prisma(), id)).toEqual([]);
    const secrets = [{ sealed: "x", created_at: "2026-11-24T00:00:00.000Z", expires_at: null }];
    await saveSubscriber(prisma(), id, { secrets }, NOW);
    expect(await readSecrets(prisma(), id)).toEqual(secrets);
    expect(await readSecrets(prisma(), "zzzzzzzzzzzz")).toEqual([]);
  });
});

describe("what hangs on a subscriber", () => {
  it("is held by the first, itself first, then as added", async () => {
    const holder = await insert();
    const second = await insert({ holderId: holder.id });
    const third = await insert({ holderId: holder.id });
    await insert();
    await prisma().subscriber.update({ where: { id: third.id }, data: { createdAt: new Date(NOW - 1) } });
    expect((await listHeld(holder.id)).map(({ id }) => id)).toEqual([holder.id, third.id, second.id]);
    expect((await listHeld(second.id)).map(({ id }) => id)).toEqual([second.id]);
  });

  it("are the incidents that it follows, each once", async () => {
    const { id } = await insert();
    await followIncidents(prisma(), id, ["aaaaaaaaaaaa"], NOW);
    await followIncidents(prisma(), id, ["aaaaaaaaaaaa", "bbbbbbbbbbbb"], NOW + 1);
    expect((await readLinkedSubscriber(id))?.incidentIds).toEqual(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);
    expect(await unfollow(prisma(), [id], "aaaaaaaaaaaa")).toBe(1);
    expect(await unfollow(prisma(), [id], "aaaaaaaaaaaa")).toBe(0);
  });

  it("is one code at a time, with its wrong tries", async () => {
    const { id } = await insert();
    const code = { codeHash: "h", sentAt: NOW, expiresAt: NOW + 1 };
    await saveCode(prisma(), id, code);
    await countWrongCode(prisma(), id);
    expect(await readCode(id)).toEqual({ ...code, attempts: 1 });
    await saveCode(prisma(), id, { ...code, codeHash: "i" });
    expect(await readCode(id)).toEqual({ ...code, codeHash: "i", attempts: 0 });
    await deleteCode(prisma(), id);
    expect(await readCode(id)).toBeNull();
  });

  it("goes with it; what was delivered stays without what servers said", async () => {
    const holder = await insert();
    const held = await insert({ holderId: holder.id });
    await followIncidents(prisma(), holder.id, ["aaaaaaaaaaaa"], NOW);
    await saveCode(prisma(), holder.id, { codeHash: "h", sentAt: NOW, expiresAt: NOW });
    const waiting = await deliver(holder.id);
    const sent = await deliver(holder.id, { finishedAt: new Date(NOW), receipt: { text: "to a@b.c" } });
    const other = await deliver(held.id);
    await prisma().deliveryAttempt.create({
      data: {
        deliveryId: sent.id,
        number: 1,
        at: new Date(NOW),
        outcome: "sent",
        text: "a@b.c",
        durationMs: 1,
      },
    });
    await deleteSubscriber(prisma(), holder.id);
    expect(await readLinkedSubscriber(holder.id)).toBeNull();
    expect((await readLinkedSubscriber(held.id))?.holderId).toBe(held.id);
    const left = await prisma().delivery.findMany({ where: { id: { in: [waiting.id, sent.id, other.id] } } });
    expect(left.map(({ id, receipt }) => [id, receipt]).sort()).toEqual(
      [
        [sent.id, null],
        [other.id, null],
      ].sort(),
    );
    expect(await prisma().deliveryAttempt.count({ where: { deliveryId: sent.id } })).toBe(0);
    expect(await prisma().subscriberIncident.count({ where: { subscriberId: holder.id } })).toBe(0);
  });
});

describe("the end of a subscription", () => {
  it("drops what waits, not what is being sent, and nobody else's", async () => {
    const [one, other] = [await insert(), await insert()];
    const rows = [
      await deliver(one.id, { sealed: "x" }),
      await deliver(one.id, { leaseUntil: new Date(NOW + 1) }),
      await deliver(one.id, { leaseUntil: new Date(NOW - 1) }),
      await deliver(other.id),
    ];
    await cancelWaiting(prisma(), one.id, "unsubscribed", NOW);
    const left = await prisma().delivery.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      orderBy: { id: "asc" },
    });
    expect(left.map(({ state, sealed }) => [state, sealed])).toEqual([
      ["cancelled", null],
      ["pending", null],
      ["cancelled", null],
      ["pending", null],
    ]);
  });

  it("kills the links that never expire, unless they manage others", async () => {
    const place = () => ({ ...newPlace(), channel: "webhook" as const });
    const [alone, holder, mail] = [
      await insert({}, place() as never),
      await insert({}, place() as never),
      await insert(),
    ];
    await insert({ holderId: holder.id });
    const epochs = [];
    for (const one of [alone, holder, mail])
      epochs.push((await unsubscribeRow(prisma(), one, NOW + 1, NOW)).tokenEpoch);
    expect(epochs).toEqual([2, 1, 1]);
  });
});

describe("going through all of them", () => {
  it("comes in batches by id, of one page", async () => {
    const own = await newPage();
    const ids = [];
    for (let i = 0; i < 5; i++) {
      const id = newId();
      const fields = { state: "active", choices: CHOICES, consentSource: "page", holderId: id } as const;
      await insertSubscriber(prisma(), id, { ...newPlace(), pageId: own }, fields, NOW);
      ids.push(id);
    }
    const first = await nextSubscriberRows(own, "", 3);
    const rest = await nextSubscriberRows(own, first.at(-1)!.id, 3);
    expect([...first, ...rest].map(({ id }) => id)).toEqual(ids.sort());
  });

  it("finds whose time has come, never who is told", async () => {
    const at = Date.parse("2001-01-01T00:00:00Z");
    const due = await insert({ state: "pending", purgeAt: at });
    await insert({ state: "active", purgeAt: at });
    await insert({ state: "unsubscribed", purgeAt: at + 1 });
    expect(await dueForPurge(at, 10)).toEqual([{ id: due.id, pageId }]);
  });
});
