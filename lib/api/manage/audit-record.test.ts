import { describe, expect, it } from "vitest";
import { presentAuditRecord } from "./audit-record.ts";

describe("a record of the audit log", () => {
  it("calls fields as the API does, and leaves what they hold", () => {
    const record = {
      id: "7",
      pageId: "p0qjfl24znv5",
      at: Date.UTC(2026, 10, 23),
      actorKind: "token" as const,
      actorId: "t9s8r7q6p5n4",
      action: "incident.edit",
      objectKind: "incident",
      objectId: "p31zjtct2jer",
      before: null,
      after: { impactOverride: "minor", metadata: { jiraKey: { issueId: "A-1" } }, status: "identified" },
      seal: null,
    };
    expect(presentAuditRecord(record)).toMatchObject({
      before: null,
      after: { impact_override: "minor", metadata: { jiraKey: { issueId: "A-1" } }, status: "identified" },
    });
  });
});
