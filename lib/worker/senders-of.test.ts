import { describe, expect, it } from "vitest";
import { closeSenders } from "#lib/channels/index.ts";
import { readEnv } from "#lib/env.ts";
import { sendersOf } from "./senders-of.ts";

const configured = async (source: Record<string, string>) => {
  const senders = sendersOf(readEnv(source as NodeJS.ProcessEnv));
  await closeSenders(senders);
  return Object.entries(senders).flatMap(([channel, sender]) => (sender === null ? [] : [channel]));
};

describe("the ways out that the environment configures", () => {
  it("has no mail without a mail server", async () => {
    expect(await configured({})).not.toContain("email");
  });

  it("has mail with a mail server and a sender", async () => {
    const env = { SMTP_URL: "smtp://127.0.0.1:2525", MAIL_FROM: "Status <status@example.com>" };
    expect(await configured(env)).toContain("email");
  });
});
