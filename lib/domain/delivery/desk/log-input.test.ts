import { describe, expect, it } from "vitest";
import { logOf, logQuery } from "./log-input.ts";

const SUBSCRIBER = "s7t6u5v4w3x2";
const INCIDENT = "p31zjtct2jer";

describe("whose messages are listed", () => {
  it.each([
    [{ event_id: "42" }, { eventId: "42" }],
    [{ incident_id: INCIDENT }, { incidentId: INCIDENT }],
    [{ subscriber_id: SUBSCRIBER }, { recipientId: SUBSCRIBER }],
  ])("%j", (query, of) => {
    expect(logOf(logQuery.parse(query)).of).toEqual(of);
  });

  it.each([{}, { event_id: "42", subscriber_id: SUBSCRIBER }, { state: "sent" }])(
    "is exactly one thing: %j is refused",
    (query) => {
      const { error } = logQuery.safeParse(query);
      expect(error?.issues[0]?.message).toBe("give one of event_id, incident_id and subscriber_id");
    },
  );

  it("narrows by what there is", () => {
    const query = { event_id: "42", channel: "sms", state: "failed", after: "99", limit: 5 };
    const { of: _, ...rest } = logOf(logQuery.parse(query));
    expect(rest).toEqual({ channel: "sms", state: "failed", after: "99", limit: 5 });
    expect(logQuery.safeParse({ ...query, channel: "fax" }).success).toBe(false);
    expect(logQuery.safeParse({ ...query, after: "x" }).success).toBe(false);
    expect(logQuery.safeParse({ ...query, limit: 1_000 }).success).toBe(false);
  });
});
