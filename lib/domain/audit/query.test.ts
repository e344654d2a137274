import { describe, expect, it } from "vitest";
import { auditFilter, auditQuery } from "./query.ts";

describe("auditQuery", () => {
  it("takes instants with their zone and gives milliseconds", () => {
    const query = auditQuery.parse({ since: "2026-11-23T10:00:00+09:00", action: "incident" });
    expect(auditFilter(query)).toEqual({
      ...{ actor: undefined, object: undefined, until: undefined },
      ...{ action: "incident", since: Date.UTC(2026, 10, 23, 1) },
    });
  });

  it.each(["2026-11-23", "2026-11-23T10:00:00", "yesterday", "2026-02-30T00:00:00Z"])(
    "refuses %j as an instant: its zone or its day would be a guess",
    (since) => {
      expect(auditQuery.safeParse({ since }).success).toBe(false);
    },
  );

  it.each(["-1", "1.5", "", "x", "1234567890123456789"])(
    "refuses %j as the record to go on behind",
    (after) => {
      expect(auditQuery.safeParse({ after }).success).toBe(false);
    },
  );
});
