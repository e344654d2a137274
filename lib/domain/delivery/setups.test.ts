import { describe, expect, it } from "vitest";
import { setupsOf } from "./setups.ts";

const HOSTS = { SLACK_WEBHOOK_HOSTS: ["hooks.slack.com"], TEAMS_WEBHOOK_HOSTS: ["powerplatform.com"] };

describe("what each channel needs of the environment", () => {
  it("is told where it is missing", () => {
    expect(setupsOf({})).toEqual({
      email: { isConfigured: false, missing: ["SMTP_URL", "MAIL_FROM"] },
      sms: {
        isConfigured: false,
        missing: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM", "SMS_COUNTRIES"],
      },
      slack: { isConfigured: false, missing: ["SLACK_WEBHOOK_HOSTS"] },
      teams: { isConfigured: false, missing: ["TEAMS_WEBHOOK_HOSTS"] },
      webhook: { isConfigured: true, missing: [] },
    });
  });

  it("is there once everything is", () => {
    const email = { SMTP_URL: "smtp://relay", MAIL_FROM: "status@example.com" };
    const setups = setupsOf({ ...HOSTS, ...email, SMS_COUNTRIES: ["KR"] });
    expect(setups.email).toEqual({ isConfigured: true, missing: [] });
    expect(setups.slack.isConfigured && setups.teams.isConfigured).toBe(true);
    expect(setups.sms.missing).toEqual(["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"]);
  });

  it("takes an empty list for nothing", () => {
    expect(setupsOf({ ...HOSTS, SLACK_WEBHOOK_HOSTS: [] }).slack.missing).toEqual(["SLACK_WEBHOOK_HOSTS"]);
  });
});
