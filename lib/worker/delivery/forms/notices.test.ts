import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryJob, DeliveryKind, Recipient } from "#lib/domain/delivery/delivery.ts";
import type { Outgoing } from "#lib/messages/outgoing.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { JOBS_AT, jobOf, recipientOf } from "#lib/testing/delivery/jobs.ts";
import { readable } from "#lib/testing/delivery/sending.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { NOTICE_SECRETS } from "#lib/usecases/deliveries/notify.ts";
import { sealSecret } from "#lib/usecases/secrets/sealed.ts";
import { type LinkPurpose, readSignedLink } from "#lib/usecases/subscribers/links.ts";
import { createComposer } from "../compose.ts";

withDatabase();

const PUBLIC_URL = "https://status.example.com";
const DAY_MS = 86_400_000;
const OPTIONS = {
  publicUrl: PUBLIC_URL,
  secretKey: TEST_SECRET_KEY,
  mailFrom: "status@example.com",
  now: () => JOBS_AT,
};

const sealed = (secrets: Record<string, string>) =>
  sealSecret(JSON.stringify(secrets), TEST_SECRET_KEY, NOTICE_SECRETS);

type Given = Partial<Omit<DeliveryJob, "recipient">> & { recipient?: Partial<Recipient> };
async function compose(kind: DeliveryKind, channel: Channel, given: Given = {}) {
  const pageId = given.pageId ?? (await newPage());
  const recipient = recipientOf(given.recipient);
  return await createComposer(OPTIONS)(jobOf({ ...given, kind, channel, pageId, recipient }));
}
async function mail(kind: DeliveryKind, given: Given = {}) {
  const made = await compose(kind, "email", given);
  if (!("channel" in made) || made.channel !== "email") throw new Error(JSON.stringify(made));
  return readable(made);
}
const ownLink = (text: string, purpose: LinkPurpose) => {
  const [, token = ""] = new RegExp(`${PUBLIC_URL}/${purpose}/([\\w.-]+)`).exec(text) ?? [];
  return (at: number) => readSignedLink(TEST_SECRET_KEY, purpose, token, at);
};

describe("proofs", () => {
  it("by mail hold a link that is good for seven days, and nothing to unsubscribe from", async () => {
    const made = await mail("confirm");
    expect(made.subject).toBe("구독을 확인해 주세요 - Example 상태");
    for (const part of [made.html, made.text]) {
      const link = ownLink(part, "confirm");
      expect(link(JOBS_AT + 7 * DAY_MS - 1)?.subscriberId).toBe("abcdef123456");
      expect(link(JOBS_AT + 7 * DAY_MS)).toBeNull();
    }
    expect([made.unsubscribeUrl, made.listId]).toEqual([null, null]);
  });

  it.each(["slack", "teams"] as const)("are posts with the link on %s", async (channel) => {
    const made = await compose("challenge", channel, { recipient: { language: "en" } });
    expect(ownLink(JSON.stringify(made), "confirm")(JOBS_AT)).not.toBeNull();
    expect(JSON.stringify(made)).toContain("Please confirm your subscription");
  });

  it("are a body with the link for webhooks", async () => {
    const made = (await compose("challenge", "webhook")) as Extract<Outgoing, { channel: "webhook" }>;
    const body = JSON.parse(made.body);
    expect(Object.keys(body)).toEqual(["meta", "page", "confirmation"]);
    expect(ownLink(body.confirmation.url, "confirm")(JOBS_AT)).not.toBeNull();
  });

  it("by SMS are a number in one message, and nothing once it cannot be read", async () => {
    const given = { expiresAt: JOBS_AT + 900_000, recipient: { destination: "+821012345678" } };
    const made = await compose("code", "sms", { ...given, sealed: sealed({ code: "012345" }) });
    expect(made).toMatchObject({ channel: "sms", body: expect.stringMatching(/확인 번호 012345 \(15분/) });
    for (const bad of [null, "garbled", sealed({})])
      expect(await compose("code", "sms", { ...given, sealed: bad })).toEqual({ dropped: "withdrawn" });
  });
});

describe("the link to the settings", () => {
  it("is good for a day from when it is sent", async () => {
    const made = await mail("manage", { recipient: { language: "en" } });
    expect(made.subject).toBe("Your notification settings - Example Status");
    const link = ownLink(made.text, "manage");
    expect(link(JOBS_AT + DAY_MS - 1)).not.toBeNull();
    expect(link(JOBS_AT + DAY_MS)).toBeNull();
  });
});

describe("to the team", () => {
  const token = "t".repeat(43);

  it("go invitations and resets with their link, to nobody once it cannot be read", async () => {
    const recipient = { kind: "address", id: "link00000000", destination: "new@example.com" } as const;
    const invitation = await mail("invitation", {
      recipient,
      sealed: sealed({ token }),
      details: { role: "manager" },
    });
    expect(invitation.html).toContain(`${PUBLIC_URL}/invite/${token}`);
    expect(invitation.text).toContain("관리");
    const reset = await mail("reset", { recipient: { kind: "person" }, sealed: sealed({ token }) });
    expect(reset.text).toContain(`${PUBLIC_URL}/reset/${token}`);
    for (const one of [invitation, reset])
      expect([one.unsubscribeUrl, one.html.includes("/unsubscribe/")]).toEqual([null, false]);
    expect(await compose("reset", "email")).toEqual({ dropped: "withdrawn" });
    expect(await compose("invitation", "email")).toEqual({ dropped: "withdrawn" });
  });

  it("goes what wants a person: the incident, also a draft, with its place in the admin", async () => {
    const world = await incidentWorld();
    const draft = await world.open({ name: "Slow\r\nBcc: x@example.com", draft: true });
    const given = { pageId: world.pageId, incidentId: draft.id, recipient: { kind: "person" } } as const;
    const stale = await mail("stale", { ...given, details: { hours: 6 } });
    expect(stale.subject).toBe("[안내 필요] Slow Bcc: x@example.com - Example 상태");
    expect(stale.text).toContain("6시간");
    expect(stale.html).toContain(`${PUBLIC_URL}/admin/incidents/${draft.id}`);
    const proposed = await mail("attention", { ...given, details: { event: "incident.resolve_proposed" } });
    expect(proposed.text).toContain("정상으로 돌아왔습니다");
    expect((await mail("attention", given)).text).toContain("초안");
    expect(await compose("stale", "email", { ...given, incidentId: "nosuch000000" })).toEqual({
      dropped: "withdrawn",
    });
  });
});

describe("to whom a webhook belongs", () => {
  it("goes word of its trouble, with its host but not its secret address", async () => {
    const pageId = await newPage();
    const data = {
      id: "hook00000000",
      pageId,
      channel: "webhook",
      destination: "https://hooks.example.com:8443/secret-part",
      holderId: "hook00000000",
      state: "active",
      language: "en",
      timeZone: "Asia/Seoul",
      consentSource: "page",
      failures: 10,
      failingSince: new Date(JOBS_AT - DAY_MS),
    };
    await prisma().subscriber.create({ data });
    const recipient = { id: data.id, language: "en", destination: "owner@example.com" } as const;
    const failing = await mail("quarantined", { pageId, recipient, details: { reason: "failing" } });
    expect(failing.text).toMatch(/webhook · hooks\.example\.com:8443/);
    expect(failing.text).toContain("Failures in a row: 10");
    expect(failing.text + failing.html).not.toContain("secret-part");
    expect(ownLink(failing.text, "manage")(JOBS_AT)?.subscriberId).toBe(data.id);
    const stopped = await mail("quarantined", { pageId, recipient, details: { reason: "gone" } });
    expect(stopped.text).toContain("no longer delivered");
  });

  it("goes no flood of mails, however many webhooks name an address that never proved itself", async () => {
    const pageId = await newPage();
    const [destination, told] = ["victim@example.com", [] as boolean[]];
    for (let n = 0; n < 12; n++) {
      const id = `flood${String(n).padStart(7, "0")}`;
      const own = {
        id,
        pageId,
        holderId: id,
        channel: "slack",
        state: "quarantined",
        contactEmail: destination,
      };
      const rest = { language: "en", timeZone: "Asia/Seoul", consentSource: "page" };
      await prisma().subscriber.create({
        data: { ...own, ...rest, destination: `https://hooks.slack.com/services/T${n}` },
      });
      const recipient = { id, language: "en", destination, contactEmail: destination } as const;
      told.push("channel" in (await compose("quarantined", "email", { pageId, recipient })));
    }
    expect(told).toEqual([...Array(10).fill(true), false, false]);
    const proven = { id: "flood0000011", language: "en", destination, contactEmail: null } as const;
    expect(await compose("quarantined", "email", { pageId, recipient: proven })).toMatchObject({
      to: destination,
    });
    const again = { ...proven, contactEmail: destination };
    expect(await compose("quarantined", "email", { pageId, recipient: again, attempts: 1 })).toMatchObject({
      to: destination,
    });
  });

  it("goes nothing once it is gone", async () => {
    expect(await compose("quarantined", "email")).toEqual({ dropped: "withdrawn" });
  });
});

describe("digests", () => {
  it("tell every incident once, as it stands now; nothing that was taken back; nothing at all of nothing", async () => {
    const world = await incidentWorld();
    const opened = await world.open({ name: "First", body: "Looking." });
    const other = await world.open({ name: "Second", body: "Looking, too." });
    const gone = await world.open({ name: "Withdrawn", body: "Never mind." });
    await world.post(opened.id, { status: "resolved", body: "Done." }, 5);
    await world.unpublish(gone.id, 6);
    const row = (incidentId: string) => ({
      pageId: world.pageId,
      kind: "event",
      channel: "email",
      state: "gathered",
      recipientKind: "subscriber",
      recipientId: "abcdef123456",
      dueAt: new Date(JOBS_AT),
      expiresAt: new Date(JOBS_AT),
      digestId: 77n,
      incidentId,
    });
    const ids = [opened.id, opened.id, other.id, gone.id];
    await prisma().delivery.createMany({ data: ids.map(row) });
    const given = { pageId: world.pageId, id: "77" };
    const made = await mail("digest", given);
    expect(made.subject).toBe("소식 모음 2건 - Example 상태");
    expect(made.text).toContain("[해결됨] First");
    expect(made.text).not.toContain("Withdrawn");
    expect(made.unsubscribeUrl).not.toBeNull();
    for (const channel of CHANNELS)
      expect(await compose("digest", channel, given)).toMatchObject({ channel });
    expect(await compose("digest", "email", { ...given, id: "78" })).toEqual({ dropped: "withdrawn" });
  });
});

describe("tests", () => {
  it.each(CHANNELS)("are there for %s", async (channel) => {
    const recipient = { destination: channel === "email" ? "a@example.com" : "https://hooks.example.com" };
    const made = await compose("test", channel, { recipient });
    expect(made).toMatchObject({ channel });
    expect(JSON.stringify(made)).toMatch(/시험 발송|This is a test/);
  });

  it("are not made for a page that is gone", async () => {
    expect(await compose("test", "email", { pageId: "nosuchpage00" })).toEqual({ dropped: "withdrawn" });
  });
});
