import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { channelSetups, readEnv } from "#lib/env.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { unsealSecret } from "#lib/usecases/secrets/sealed.ts";
import { WEBHOOK_SECRETS } from "#lib/usecases/secrets/webhook-secrets.ts";
import { waysToSink } from "./inbox/ways-to-sink.ts";
import { seedSubscribers } from "./subscribers.ts";

withDatabase();

const NOW = Date.UTC(2026, 10, 24);
const seed = (httpPort: number, now = NOW) => seedSubscribers({ httpPort, secretKey: TEST_SECRET_KEY, now });

describe("subscribers of the demo", () => {
  it("are made only for a demo, one for every channel, at the sink and nowhere else", async () => {
    const pageId = await newPage();
    await seed(1080);
    expect(await prisma().subscriber.count()).toBe(0);
    await prisma().page.update({ where: { id: pageId }, data: { isDemo: true } });
    await seed(1080);
    const made = await prisma().subscriber.findMany({ orderBy: { id: "asc" } });
    expect(new Set(made.map(({ channel }) => channel))).toEqual(new Set(CHANNELS));
    for (const { channel, destination } of made)
      expect(destination).toMatch(
        channel === "email"
          ? /@demo\.example\.com$/
          : channel === "sms"
            ? /^\+8210/
            : /^http:\/\/127\.0\.0\.1:1080\//,
      );
    const webhook = made.find(({ channel }) => channel === "webhook")!;
    const [{ sealed }] = webhook.secrets as [{ sealed: string }];
    expect(unsealSecret(sealed, TEST_SECRET_KEY, WEBHOOK_SECRETS)).toMatch(/^whsec_/);
  });

  it("move with the sink at a later start, and keep what they chose and since when", async () => {
    await prisma().subscriber.update({ where: { id: "demoslack000" }, data: { state: "unsubscribed" } });
    await seed(2080, NOW + 1_000);
    expect(await prisma().subscriber.findUniqueOrThrow({ where: { id: "demoslack000" } })).toMatchObject({
      state: "unsubscribed",
      destination: "http://127.0.0.1:2080/slack/services/demo",
      confirmedAt: new Date(NOW),
    });
  });
});

describe("the ways out of the demo", () => {
  it("all lead to the sink, whatever the environment says, and are a whole configuration", () => {
    const given = readEnv({
      NODE_ENV: "test",
      SMTP_URL: "smtp://relay.example.com",
      MAIL_FROM: "real@example.com",
      EGRESS_ALLOW: "10.0.0.1:80",
    });
    const ways = waysToSink(given, { httpPort: 1080, smtpPort: 1025 });
    const env = { ...given, ...ways };
    expect([env.SMTP_URL, env.TWILIO_BASE_URL]).toEqual(["smtp://127.0.0.1:1025", "http://127.0.0.1:1080"]);
    expect(env.EGRESS_ALLOW).toEqual(["10.0.0.1:80", "127.0.0.1:1080"]);
    const { EGRESS_ALLOW, ...texts } = ways;
    expect(() => readEnv({ NODE_ENV: "test", ...texts, EGRESS_ALLOW: EGRESS_ALLOW.join(",") })).not.toThrow();
    for (const { isConfigured } of Object.values(channelSetups(env))) expect(isConfigured).toBe(true);
  });
});
