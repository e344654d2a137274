import { describe, expect, it } from "vitest";
import { PAUSE_RULES } from "#lib/domain/delivery/pause.ts";
import { AGAIN, AWAY, SENT } from "#lib/testing/delivery/sending.ts";
import { createPulse } from "./pulse.ts";

const NOW = 1_800_000_000_000;

describe("createPulse", () => {
  it("pauses a channel that is away and opens it with the first answer", () => {
    const pulse = createPulse(PAUSE_RULES);
    expect(pulse.saw("email", SENT, NOW)).toBe("unchanged");
    expect(pulse.saw("email", AWAY, NOW)).toBe("paused");
    expect(pulse.saw("email", AWAY, NOW + 1)).toBe("unchanged");
    expect([pulse.pace("email", NOW), pulse.pausedUntil("email")]).toEqual(["paused", NOW + 1_000]);
    expect(pulse.pace("email", NOW + 1_000)).toBe("probing");
    expect(pulse.saw("email", AWAY, NOW + 1_000)).toBe("paused");
    expect(pulse.pausedUntil("email")).toBe(NOW + 3_000);
    expect(pulse.saw("email", AGAIN, NOW + 3_000)).toBe("opened");
    expect(pulse.pace("email", NOW + 3_000)).toBe("open");
  });

  it("judges each channel by itself", () => {
    const pulse = createPulse(PAUSE_RULES);
    pulse.saw("sms", AWAY, NOW);
    expect(pulse.pace("email", NOW)).toBe("open");
    expect(pulse.pace("webhook", NOW)).toBe("open");
  });

  it("tells what is new, once", () => {
    const pulse = createPulse(PAUSE_RULES);
    expect(pulse.takeNews()).toEqual([]);
    pulse.saw("email", SENT, NOW);
    pulse.saw("email", AWAY, NOW + 5);
    pulse.saw("email", AWAY, NOW + 9);
    expect(pulse.takeNews()).toEqual([
      {
        ...{ channel: "email", sentAt: NOW, failedAt: NOW + 9, fault: "ECONNREFUSED" },
        ...{ failingSince: NOW + 5, pausedUntil: NOW + 1_005 },
        ...{ sent: 1, retried: 2, failed: 0 },
      },
    ]);
    expect(pulse.takeNews()).toEqual([]);
    pulse.saw("email", SENT, NOW + 2_000);
    expect(pulse.takeNews()[0]).toMatchObject({
      ...{ sentAt: NOW + 2_000, failingSince: null, pausedUntil: null, sent: 1, retried: 0 },
    });
  });

  it("calls a channel well whose destinations refuse", () => {
    const pulse = createPulse(PAUSE_RULES);
    pulse.saw("webhook", AGAIN, NOW);
    expect(pulse.takeNews()[0]).toMatchObject({ failedAt: NOW, fault: "451 later", failingSince: null });
  });
});
