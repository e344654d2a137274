import { describe, expect, it } from "vitest";
import { CHANNELS, type Channel, MAX_AGE_MS } from "./channel.ts";
import type { DeliveryJob, Recipient } from "./delivery.ts";
import type { Outcome } from "./outcome.ts";
import { RETRIES } from "./schedule.ts";
import { MAX_RETRY_AFTER_MS, SETTLE_RULES, settle, settleDropped } from "./settle.ts";

const NOW = 1_800_000_000_000;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Given = Partial<Omit<DeliveryJob, "recipient">> & { recipient?: Partial<Recipient> };

const job = ({ recipient, ...given }: Given = {}): DeliveryJob => ({
  id: "7",
  pageId: "p",
  kind: "event",
  channel: "email",
  eventId: "1",
  incidentId: "i",
  attempts: 0,
  createdAt: NOW - SECOND_MS,
  expiresAt: NOW + MAX_AGE_MS[given.channel ?? "email"],
  isHeldQuiet: false,
  details: null,
  sealed: null,
  ...given,
  recipient: {
    kind: "subscriber",
    id: "s",
    destination: "a@example.com",
    language: "en",
    timeZone: "UTC",
    holderId: "s",
    tokenEpoch: 1,
    config: {},
    secrets: [],
    failures: 0,
    isSlow: false,
    failingSince: null,
    contactEmail: null,
    ...recipient,
  },
});
const tried = (given: object = {}) => ({ now: NOW, durationMs: 12.4, isProbe: false, random: 0.5, ...given });
const receipt = { code: "451", text: "later" };
const sent: Outcome = { kind: "sent", receipt: { code: "250", text: "ok", providerId: "SM1" } };
const retry = (given: object = {}): Outcome => ({ kind: "retry", fault: "destination", receipt, ...given });
const permanent = (effect: "gone" | "refused"): Outcome => ({ kind: "permanent", receipt, effect });

describe("settle: sent", () => {
  it("ends the delivery with its receipt and the provider's id", () => {
    expect(settle(job({ attempts: 2 }), sent, tried())).toEqual({
      id: "7",
      recipientId: "s",
      state: "sent",
      reason: null,
      attempts: 3,
      dueAt: null,
      receipt: { code: "250", text: "ok", duration_ms: 12 },
      providerId: "SM1",
      attempt: null,
      lesson: null,
      quarantine: null,
    });
  });

  it("forgets the failures of a destination that works again", () => {
    const { lesson } = settle(job({ recipient: { failures: 3 } }), sent, tried());
    expect(lesson).toEqual({ failures: "clear", notBefore: null, isSlow: null });
  });

  it("leaves a second between two posts to one Slack webhook, and tells slow destinations from fast ones", () => {
    const slack = (durationMs: number) =>
      settle(job({ channel: "slack" }), sent, tried({ durationMs })).lesson;
    expect(slack(80)).toEqual({ failures: "clear", notBefore: NOW + SECOND_MS, isSlow: false });
    expect(slack(2_500)).toEqual({ failures: "clear", notBefore: NOW + SECOND_MS, isSlow: true });
  });

  it("teaches a webhook nothing that is known already: it works, and is as fast as it was", () => {
    const lesson = (recipient: { failures?: number; isSlow?: boolean }, durationMs: number) =>
      settle(job({ channel: "webhook", recipient }), sent, tried({ durationMs })).lesson;
    expect(lesson({}, 80)).toBeNull();
    expect(lesson({ isSlow: true }, 2_500)).toBeNull();
    expect(lesson({ isSlow: true }, 80)).toEqual({ failures: "clear", notBefore: null, isSlow: false });
    expect(lesson({}, 2_500)).toEqual({ failures: "clear", notBefore: null, isSlow: true });
    expect(lesson({ failures: 1 }, 80)).toEqual({ failures: "clear", notBefore: null, isSlow: false });
  });
});

describe("settle: another try", () => {
  it.each([
    ["email", 0, 5 * SECOND_MS],
    ["email", 1, 30 * SECOND_MS],
    ["email", 9, HOUR_MS],
    ["webhook", 0, 5 * SECOND_MS],
    ["webhook", 1, 300 * SECOND_MS],
    ["sms", 2, 120 * SECOND_MS],
  ] as const)("of %s after %i tries comes %i ms later", (channel, attempts, ms) => {
    const settled = settle(job({ channel, attempts }), retry(), tried());
    expect(settled).toMatchObject({ state: "pending", attempts: attempts + 1, dueAt: NOW + ms });
    expect(settled.attempt).toEqual({ at: NOW, outcome: "retry", ...receipt, durationMs: 12 });
  });

  it("moves by up to a fifth", () => {
    expect(settle(job(), retry(), tried({ random: 0 })).dueAt).toBe(NOW + 4 * SECOND_MS);
    expect(settle(job(), retry(), tried({ random: 1 })).dueAt).toBe(NOW + 6 * SECOND_MS);
  });

  it("is failed when the schedule is used up, and expired when it would come too late", () => {
    const last = settle(job({ channel: "webhook", attempts: 9 }), retry(), tried());
    expect(last).toMatchObject({ state: "failed", reason: "exhausted", dueAt: null });
    const late = settle(job({ expiresAt: NOW + SECOND_MS }), retry(), tried());
    expect(late).toMatchObject({ state: "expired", reason: "too_old", dueAt: null });
  });

  it("still happens when only chance would push it past the end", () => {
    const expiresAt = NOW + 5_500;
    const settled = settle(job({ expiresAt: expiresAt + SECOND_MS }), retry(), tried({ random: 1 }));
    expect(settled).toMatchObject({ state: "pending", dueAt: expiresAt });
  });

  it("comes exactly when the other side asked for it, and nothing else goes there before", () => {
    const settled = settle(job({ channel: "webhook" }), retry({ afterMs: 7_000 }), tried({ random: 1 }));
    expect(settled.dueAt).toBe(NOW + 7_000);
    expect(settled.lesson!.notBefore).toBe(NOW + 7_000);
  });

  it("keeps its own schedule against a Retry-After that is short again and again", () => {
    const settled = settle(job({ attempts: 5 }), retry({ afterMs: SECOND_MS }), tried());
    expect(settled.dueAt).toBe(NOW + HOUR_MS);
  });

  it("waits a day at most, whatever is asked", () => {
    const settled = settle(job({ channel: "webhook" }), retry({ afterMs: 10 * 365 * DAY_MS }), tried());
    expect(settled.lesson!.notBefore).toBe(NOW + MAX_RETRY_AFTER_MS);
  });

  it("counts a failure of the destination, but not that it is asked to wait", () => {
    expect(settle(job(), retry(), tried()).lesson).toEqual({
      failures: "count",
      notBefore: null,
      isSlow: null,
    });
    const throttled = retry({ afterMs: 1_000, receipt: { code: "429", text: "" } });
    expect(settle(job({ channel: "slack" }), throttled, tried()).lesson!.failures).toBe("keep");
  });

  it("learns that a destination hangs", () => {
    const settled = settle(job({ channel: "webhook" }), retry(), tried({ durationMs: 20_000 }));
    expect(settled.lesson).toEqual({ failures: "count", notBefore: null, isSlow: true });
  });
});

describe("settle: the channel is away", () => {
  const away = retry({ fault: "channel" });

  it("keeps the schedule of what was in flight, and blames no destination", () => {
    expect(settle(job(), away, tried())).toMatchObject({
      state: "pending",
      attempts: 1,
      dueAt: NOW + 5 * SECOND_MS,
      lesson: null,
      quarantine: null,
    });
  });

  it("uses up no turn of what only tried whether it is back", () => {
    const settled = settle(job({ attempts: 4 }), away, tried({ isProbe: true }));
    expect(settled).toMatchObject({ state: "pending", attempts: 4, dueAt: NOW, attempt: null, lesson: null });
  });
});

describe("settle: useless to try again", () => {
  it.each([
    ["email", "bounced"],
    ["sms", "gone"],
    ["slack", "gone"],
    ["teams", "gone"],
    ["webhook", "gone"],
  ] as const)("a dead destination of %s is quarantined as %s", (channel, reason) => {
    const settled = settle(job({ channel }), permanent("gone"), tried());
    expect(settled).toMatchObject({ state: "failed", reason, attempts: 1, quarantine: reason });
    expect(settled.attempt).toMatchObject({ outcome: "permanent", code: "451" });
  });

  it("a refused message ends, and its destination stays", () => {
    const settled = settle(job(), permanent("refused"), tried());
    expect(settled).toMatchObject({ state: "failed", reason: "refused", quarantine: null, lesson: null });
  });

  it("people of the team and owners of webhooks are never quarantined by it", () => {
    const person = job({ kind: "invitation", recipient: { kind: "address" } });
    const owner = job({ kind: "quarantined" });
    for (const one of [person, owner]) expect(settle(one, permanent("gone"), tried()).quarantine).toBeNull();
    expect(settle(owner, retry(), tried()).lesson).toBeNull();
  });
});

describe("settle: failing for long", () => {
  const since = (ms: number, failures: number) => ({ failures, failingSince: NOW - ms });

  it.each([
    ["email", 3 * DAY_MS, 4, "bounced"],
    ["email", 3 * DAY_MS, 3, null],
    ["email", 3 * DAY_MS - 1, 90, null],
    ["webhook", 5 * DAY_MS, 1, "failing"],
    ["slack", 5 * DAY_MS, 9, "failing"],
    ["teams", 5 * DAY_MS - 1, 90, null],
    ["sms", 5 * DAY_MS, 2, null],
  ] as const)("%s for %i ms with %i failures before: %s", (channel, ms, failures, quarantine) => {
    const settled = settle(job({ channel, recipient: since(ms, failures) }), retry(), tried());
    expect(settled.quarantine).toBe(quarantine);
    expect(settled.state).toBe(quarantine ? "failed" : "pending");
  });

  it("is not concluded from a whole channel that is away, or from being throttled", () => {
    const hook = job({ channel: "webhook", recipient: since(9 * DAY_MS, 90) });
    expect(settle(hook, retry({ fault: "channel" }), tried()).quarantine).toBeNull();
    const throttled = retry({ receipt: { code: "429", text: "" } });
    expect(settle(hook, throttled, tried()).quarantine).toBeNull();
  });
});

describe("settle, whatever happens", () => {
  const outcomes = [
    sent,
    retry(),
    retry({ fault: "channel" }),
    retry({ afterMs: 90_000 }),
    permanent("gone"),
  ];
  const chances = [0, 0.3, 0.7, 1];
  const every = (look: (channel: Channel, attempts: number, outcome: Outcome, random: number) => void) => {
    for (const channel of CHANNELS)
      for (let attempts = 0; attempts < 12; attempts++)
        for (const outcome of outcomes)
          for (const random of chances) look(channel, attempts, outcome, random);
  };

  it("never loses a try, and puts back only what is due before it is too old", () => {
    every((channel, attempts, outcome, random) => {
      const one = job({ channel, attempts });
      const settled = settle(one, outcome, tried({ random }));
      expect(settled.attempts).toBe(attempts + 1);
      expect(settled.dueAt !== null).toBe(settled.state === "pending");
      if (settled.dueAt !== null) {
        expect(settled.dueAt).toBeGreaterThan(NOW);
        expect(settled.dueAt).toBeLessThan(one.expiresAt);
      }
    });
  });

  it("follows schedules that are given to it", () => {
    const short = { stepsMs: [10], thenEveryMs: null };
    const retries = { ...RETRIES, email: short };
    const rules = { ...SETTLE_RULES, retries };
    expect(settle(job(), retry(), tried(), rules).dueAt).toBe(NOW + 10);
    expect(settle(job({ attempts: 1 }), retry(), tried(), rules).state).toBe("failed");
  });

  it("cancels what has nothing to say any more, without a try", () => {
    const dropped = settleDropped(job({ attempts: 1 }), "withdrawn");
    expect(dropped).toMatchObject({ state: "cancelled", reason: "withdrawn", attempts: 1, attempt: null });
  });
});
