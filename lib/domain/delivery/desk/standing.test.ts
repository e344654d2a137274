import { describe, expect, it } from "vitest";
import { CHANNELS, type ChannelSetups } from "../channel.ts";
import { type SeenChannel, STANDSTILL_MS, standingsOf, standstillOf } from "./standing.ts";

const T = Date.parse("2026-11-24T00:00:00Z");
const configured = Object.fromEntries(
  CHANNELS.map((channel) => [channel, { isConfigured: true, missing: [] }]),
) as unknown as ChannelSetups;
const seen = (part: Partial<SeenChannel>): SeenChannel => ({
  ...{ channel: "email", lastSentAt: null, lastFault: null, failingSince: null, pausedUntil: null },
  oldestDueAt: null,
  ...part,
});

describe("how the channels stand", () => {
  it("tells what is to be set for a channel that is not configured", () => {
    const setups = { ...configured, email: { isConfigured: false, missing: ["SMTP_URL", "MAIL_FROM"] } };
    expect(standingsOf(setups, []).email).toMatchObject({
      isConfigured: false,
      missing: ["SMTP_URL", "MAIL_FROM"],
      lastSentAt: null,
    });
  });

  it("has every channel, also those that no worker has seen", () => {
    const standings = standingsOf(configured, [seen({ channel: "sms", lastSentAt: T })]);
    expect(Object.keys(standings)).toEqual([...CHANNELS]);
    expect(standings.sms.lastSentAt).toBe(T);
    expect(standings.slack).toEqual({
      ...{ isConfigured: true, missing: [], lastSentAt: null, lastFault: null },
      ...{ failingSince: null, pausedUntil: null, oldestDueAt: null },
    });
  });

  it("keeps what was seen of a channel that has been taken out of the environment", () => {
    const setups = { ...configured, sms: { isConfigured: false, missing: ["TWILIO_FROM"] } };
    const standing = standingsOf(setups, [seen({ channel: "sms", failingSince: T, lastFault: "401" })]).sms;
    expect(standing).toMatchObject({ isConfigured: false, failingSince: T, lastFault: "401" });
  });
});

describe("the queue", () => {
  const waiting = (...oldestDueAts: (number | null)[]) =>
    standingsOf(
      configured,
      oldestDueAts.map((oldestDueAt, at) => seen({ channel: CHANNELS[at]!, oldestDueAt })),
    );

  it("moves while nothing waits", () => {
    expect(standstillOf(waiting(null, null), T)).toBeNull();
  });

  it("moves while what is due is young", () => {
    expect(standstillOf(waiting(T - STANDSTILL_MS), T)).toBeNull();
  });

  it("stands still once something has been due for too long, and tells for how long the oldest has", () => {
    expect(standstillOf(waiting(T - 5_000, T - STANDSTILL_MS - 1, null, T - 3 * STANDSTILL_MS), T)).toBe(
      3 * STANDSTILL_MS,
    );
  });
});
