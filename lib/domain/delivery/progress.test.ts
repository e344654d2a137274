import { describe, expect, it } from "vitest";
import { channelsOf, statesOf, type Tally } from "./progress.ts";

const TALLIES: Tally[] = [
  { channel: "webhook", state: "failed", count: 2 },
  { channel: "email", state: "sent", count: 5 },
  { channel: "email", state: "pending", count: 1 },
  { channel: "webhook", state: "sent", count: 4 },
];

describe("counts of deliveries", () => {
  it("name every state", () => {
    expect(statesOf(TALLIES)).toEqual({
      pending: 1,
      gathered: 0,
      sent: 9,
      failed: 2,
      expired: 0,
      collapsed: 0,
      cancelled: 0,
    });
  });

  it("name the channels that occur, in their usual order", () => {
    expect(channelsOf(TALLIES).map(({ channel, states }) => [channel, states.sent, states.failed])).toEqual([
      ["email", 5, 0],
      ["webhook", 4, 2],
    ]);
    expect(channelsOf([])).toEqual([]);
  });
});
