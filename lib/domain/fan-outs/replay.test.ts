import { describe, expect, it } from "vitest";
import { replayInput, replayRange } from "./replay.ts";

describe("what is to be sent once more", () => {
  it.each([
    [{ event_id: "12" }],
    [{ incident_id: "abcdefghijkl", channel: "email" }],
    [{ subscriber_id: "abcdefghijkl", dry_run: true }],
    [{ failed_from: "2026-11-24T00:00:00Z", failed_until: "2026-11-24T01:00:00Z" }],
  ])("is said by %j", (input) => {
    expect(replayInput.safeParse(input).success).toBe(true);
  });

  it.each([
    [{}, "event_id"],
    [{ channel: "email" }, "event_id"],
    [{ event_id: "x" }, "event_id"],
    [{ event_id: "1; drop table deliveries" }, "event_id"],
    [{ event_id: "1", channel: "fax" }, "channel"],
    [{ failed_from: "yesterday" }, "failed_from"],
  ])("is not said by %j", (input, path) => {
    expect(replayInput.safeParse(input).error?.issues[0]?.path).toEqual([path]);
  });

  it("has its instants in milliseconds", () => {
    const input = replayInput.parse({ failed_from: "2026-11-24T00:00:00Z", event_id: "7" });
    expect(replayRange(input)).toMatchObject({ eventId: "7", failedFrom: Date.UTC(2026, 10, 24) });
    expect(replayRange(input).failedUntil).toBeUndefined();
  });
});
