import { describe, expect, it } from "vitest";
import { closeSenders } from "#lib/channels/index.ts";
import { readEnv } from "#lib/env.ts";
import { mailWarning, sendersOf } from "./senders-of.ts";

const read = (source: Record<string, string>) => readEnv(source as NodeJS.ProcessEnv);
const configured = async (source: Record<string, string>) => {
  const senders = sendersOf(read(source));
  await closeSenders(senders);
  return Object.entries(senders).flatMap(([channel, sender]) => (sender === null ? [] : [channel]));
};

describe("the ways out that the environment configures", () => {
  it("has the ways that need no provider", async () => {
    expect(await configured({})).toEqual(["slack", "teams", "webhook"]);
  });

  it("has mail with a mail server and a sender", async () => {
    const env = { SMTP_URL: "smtp://127.0.0.1:2525", MAIL_FROM: "Status <status@example.com>" };
    expect(await configured(env)).toContain("email");
  });

  it("has SMS with an account and a country", async () => {
    const env = {
      TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
      TWILIO_AUTH_TOKEN: "12345678",
      TWILIO_FROM: "+15005550006",
    };
    expect(await configured(env)).toContain("sms");
    expect(await configured({ ...env, SMS_COUNTRIES: "," })).not.toContain("sms");
  });

  it("lets only SMS reach a private address of the provider", async () => {
    const port = 9;
    const senders = sendersOf(
      read({
        TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
        TWILIO_AUTH_TOKEN: "12345678",
        TWILIO_FROM: "+15005550006",
        TWILIO_BASE_URL: `http://127.0.0.1:${port}`,
      }),
    );
    const limits = { timeoutMs: 2_000 };
    const sms = { channel: "sms", to: "+821012345678", body: "x", statusCallback: null } as const;
    const hook = {
      channel: "webhook",
      url: `http://127.0.0.1:${port}/`,
      id: "m",
      body: "{}",
      secrets: [],
    } as const;
    expect((await senders.sms!.send(sms, limits)).receipt.code).toBe("refused");
    expect((await senders.webhook!.send({ ...hook, secrets: [] }, limits)).receipt.code).toBe(
      "address_not_allowed",
    );
    await closeSenders(senders);
  });
});

describe("the warning about mail", () => {
  const mail = { SMTP_URL: "smtp://127.0.0.1:2525", MAIL_FROM: "status@example.com" };

  it("is told when its links are not https, and only where mail is sent", () => {
    expect(mailWarning(read({ ...mail, PUBLIC_URL: "http://status.example.com" }))).toContain("PUBLIC_URL");
    expect(mailWarning(read({ ...mail, PUBLIC_URL: "https://status.example.com" }))).toBeNull();
    expect(mailWarning(read({ PUBLIC_URL: "http://status.example.com" }))).toBeNull();
  });
});
