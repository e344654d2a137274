import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryJob, Recipient } from "#lib/domain/delivery/delivery.ts";

import { withDatabase } from "#lib/testing/database.ts";
import { fanOutOfNewest, JOBS_AT, jobOf, recipientOf } from "#lib/testing/delivery/jobs.ts";
import { readable } from "#lib/testing/delivery/sending.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { sealSecret } from "#lib/usecases/secrets/sealed.ts";
import { WEBHOOK_SECRETS } from "#lib/usecases/secrets/webhook-secrets.ts";
import { readSignedLink } from "#lib/usecases/subscribers/links.ts";
import { type Composed, createComposer } from "./compose.ts";

withDatabase();

const PUBLIC_URL = "https://status.example.com";
const OPTIONS = {
  publicUrl: PUBLIC_URL,
  secretKey: TEST_SECRET_KEY,
  mailFrom: "Example Status <status@mail.example.com>",
  now: () => JOBS_AT,
};
const mailOf = (composed: Composed) => {
  if (!("channel" in composed) || composed.channel !== "email") throw new Error(JSON.stringify(composed));
  return readable(composed);
};
const linksIn = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url!);

async function openedWorld() {
  const world = await incidentWorld();
  const incident = await world.open({
    body: "We are looking into **slow** answers, see https://elsewhere.example/x.",
    components: { [world.api]: "major_outage" },
  });
  const { eventId } = await fanOutOfNewest(world.pageId);
  return {
    ...world,
    incident,
    eventId,
    job: jobOf({ pageId: world.pageId, eventId, incidentId: incident.id }),
  };
}

describe("a mail of an incident", () => {
  it("goes to one recipient, with both parts and links that are theirs alone", async () => {
    const { job, incident } = await openedWorld();
    const mail = mailOf(await createComposer(OPTIONS)(job));
    expect(mail).toMatchObject({
      to: "reader@example.com",
      language: "ko",
      listId: "updates.status.example.com",
    });
    expect(mail.subject).toBe("[조사 중] Slow answers - Example 상태");
    const token = mail.unsubscribeUrl!.slice(`${PUBLIC_URL}/unsubscribe/`.length);
    expect(readSignedLink(TEST_SECRET_KEY, "unsubscribe", token, JOBS_AT * 2)).toEqual({
      subscriberId: "abcdef123456",
      epoch: 1,
      expiresAt: null,
    });
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain(mail.unsubscribeUrl);
      expect(part).toContain(`${PUBLIC_URL}/ko/incidents/${incident.id}`);
      expect(part).toContain("중대 장애");
    }
    expect(linksIn(mail.html).length).toBeGreaterThan(3);
    for (const url of linksIn(mail.html)) expect(url.startsWith(`${PUBLIC_URL}/`)).toBe(true);
  });

  it("is named by event and recipient: the same at every try, another one for everybody else", async () => {
    const { job } = await openedWorld();
    const [compose, restarted] = [createComposer(OPTIONS), createComposer(OPTIONS)];
    const first = mailOf(await compose(job)).messageId;
    expect(first).toMatch(/^[0-9a-f]{40}@mail\.example\.com$/);
    expect(mailOf(await restarted({ ...job, id: "2", attempts: 3 })).messageId).toBe(first);
    const other = { ...job, recipient: recipientOf({ id: "zzzzzz123456" }) };
    expect(mailOf(await compose(other)).messageId).not.toBe(first);
  });

  it("tells its own update when there is a newer one, in the words as they are now", async () => {
    const world = await openedWorld();
    const { incident, job } = world;
    await world.post(incident.id, { status: "resolved", body: "All is well." }, 5);
    await world.editUpdate(incident.id, incident.updates[0]!.id, { body: "Corrected words." }, 6);
    const mail = mailOf(await createComposer(OPTIONS)(job));
    expect(mail.subject).toContain("조사 중");
    expect(mail.text).toContain("Corrected words.");
    expect(mail.text).not.toMatch(/All is well|해결/);
  });

  it("is dropped once the incident was taken back, and while it is not public", async () => {
    const world = await openedWorld();
    await world.unpublish(world.incident.id, 5);
    expect(await createComposer(OPTIONS)(world.job)).toEqual({ dropped: "withdrawn" });
    expect(await createComposer(OPTIONS)({ ...world.job, eventId: "999999999" })).toEqual({
      dropped: "withdrawn",
    });
  });

  it("costs next to nothing for each further recipient", async () => {
    const { job } = await openedWorld();
    const compose = createComposer(OPTIONS);
    await compose(job);
    const startedAt = performance.now();
    for (let i = 0; i < 2_000; i++)
      await compose({ ...job, recipient: recipientOf({ id: `abcdef${String(i).padStart(6, "0")}` }) });
    expect((performance.now() - startedAt) / 2_000).toBeLessThan(0.5);
  });
});

describe("the same incident over the other channels", () => {
  const over = async (channel: Channel, given: Partial<Recipient> = {}) => {
    const { job, incident } = await openedWorld();
    const recipient = recipientOf({ destination: "https://hooks.example.com/x", ...given });
    return { sent: await createComposer(OPTIONS)({ ...job, channel, recipient }), incident, job };
  };

  it("is a short text with the address of the incident by SMS", async () => {
    const { sent, incident, job } = await over("sms", { destination: "+821012345678" });
    expect(sent).toEqual({
      channel: "sms",
      to: "+821012345678",
      body: `[Example 상태] 조사 중: Slow answers\n${PUBLIC_URL}/incidents/${incident.id}`,
      statusCallback: `${PUBLIC_URL}/callbacks/twilio/status?delivery=${job.id}`,
    });
  });

  it("is blocks for Slack and a card for Teams, with the way out of whom it goes to", async () => {
    const slack = (await over("slack")).sent;
    if (!("channel" in slack) || slack.channel !== "slack") throw new Error("not for Slack");
    expect(slack.url).toBe("https://hooks.example.com/x");
    expect(slack.payload.text).toBe("[조사 중] Slow answers - Example 상태");
    expect(JSON.stringify(slack.payload)).toMatch(/unsubscribe\/abcdef123456\.1\.0\.[\w-]{43}/);
    expect(JSON.stringify(slack.payload)).not.toContain("/manage/");
    const teams = (await over("teams", { config: { teams_mode: "card" } })).sent;
    expect(teams).toMatchObject({ channel: "teams", mode: "card", card: { type: "AdaptiveCard" } });
    expect((await over("teams")).sent).toMatchObject({ mode: "message" });
  });

  it("is Statuspage's body for a webhook, named like a mail, with every secret that is valid", async () => {
    const seal = (secret: string) => sealSecret(secret, TEST_SECRET_KEY, WEBHOOK_SECRETS);
    const ago = new Date(JOBS_AT - 1).toISOString();
    const later = new Date(JOBS_AT + 1).toISOString();
    const secrets = [
      { sealed: seal("whsec_new"), expires_at: null },
      { sealed: seal("whsec_old"), expires_at: later },
      { sealed: seal("whsec_gone"), expires_at: ago },
      { sealed: "garbled", expires_at: null },
    ];
    const { sent, incident } = await over("webhook", { secrets });
    if (!("channel" in sent) || sent.channel !== "webhook") throw new Error("not for a webhook");
    expect(sent.id).toMatch(/^msg_[0-9a-f]{40}$/);
    expect(sent.secrets).toEqual(["whsec_new", "whsec_old"]);
    const body = JSON.parse(sent.body);
    expect(Object.keys(body)).toEqual(["meta", "page", "incident"]);
    expect(body.incident).toMatchObject({ id: incident.id, status: "investigating", impact: "critical" });
    expect(body.meta.unsubscribe).toMatch(/^https:\/\/status\.example\.com\/unsubscribe\/abcdef123456\./);
  });
});

describe("after quiet hours", () => {
  const heldJob = (job: DeliveryJob) => ({ ...job, isHeldQuiet: true });

  it("the state of now is told", async () => {
    const world = await openedWorld();
    await world.post(world.incident.id, { status: "identified", body: "Found it." }, 5);
    const mail = mailOf(await createComposer(OPTIONS)(heldJob(world.job)));
    expect(mail.subject).toContain("원인 확인");
    expect(mail.text).toContain("Found it.");
  });

  it("what is over is told only to who had heard of it", async () => {
    const world = await openedWorld();
    const { incident, pageId, job } = world;
    await world.post(incident.id, { status: "resolved", body: "All is well." }, 5);
    expect(await createComposer(OPTIONS)(heldJob(job))).toEqual({ dropped: "over" });
    const before = { pageId, kind: "event", channel: "email", state: "sent", incidentId: incident.id };
    const recipient = { recipientKind: "subscriber", recipientId: job.recipient.id };
    const at = new Date(JOBS_AT);
    await prisma().delivery.create({
      data: { ...before, ...recipient, dueAt: at, expiresAt: at, finishedAt: at },
    });
    expect(mailOf(await createComposer(OPTIONS)(heldJob(job))).subject).toContain("해결됨");
  });
});
