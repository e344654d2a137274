import { describe, expect, it } from "vitest";
import { toldIncident, toldUpdate } from "#lib/testing/fixtures/told-incidents.ts";
import type { EventStatus, Incident } from "./incident.ts";
import { MAX_UPDATE_BODY_LENGTH } from "./incident.ts";
import { postmortemDraft, postmortemUpdate, requireExaminable, requirePublishable } from "./postmortem.ts";

const DRAFT = { draft: "Why it happened." } as NonNullable<Incident["postmortem"]>;
const over = (more: Partial<Incident> = {}) =>
  toldIncident({ status: "resolved", postmortem: DRAFT, ...more });

describe("the text of a post-mortem", () => {
  it.each(["", " ", "\n\n"])("is refused when it says nothing: %j", (body_draft) => {
    expect(postmortemDraft.safeParse({ body_draft }).success).toBe(false);
  });

  it("may be as long as an update, which tells it", () => {
    const isTaken = (length: number) => postmortemDraft.safeParse({ body_draft: "x".repeat(length) }).success;
    expect([isTaken(MAX_UPDATE_BODY_LENGTH), isTaken(MAX_UPDATE_BODY_LENGTH + 1)]).toEqual([true, false]);
  });
});

describe("requireExaminable", () => {
  it("lets one write about an incident that is open, over, or a draft", () => {
    for (const incident of [toldIncident(), over(), toldIncident({ publishedAt: null })])
      expect(() => requireExaminable(incident)).not.toThrow();
  });

  it.each([
    ["maintenance", "this is maintenance"],
    ["announcement", "this is an announcement"],
  ] as const)("refuses %s by its name", (kind, told) => {
    expect(() => requireExaminable(over({ kind }))).toThrow(told);
  });

  it("refuses what was taken back, and what became part of another", () => {
    expect(() => requireExaminable(over({ unpublishedAt: 1 }))).toThrow();
    expect(() => requireExaminable(over({ mergedIntoId: "i00000000002" }))).toThrow();
  });
});

describe("requirePublishable", () => {
  it("wants an end that readers know, and a draft", () => {
    expect(() => requirePublishable(over())).not.toThrow();
    expect(() => requirePublishable(over({ status: "postmortem" }))).not.toThrow();
    expect(() => requirePublishable(over({ publishedAt: null }))).toThrow();
    expect(() => requirePublishable(over({ postmortem: null }))).toThrow("allowed now: save one");
  });

  it.each<EventStatus>(["investigating", "identified", "monitoring"])(
    "refuses it while the incident is %s, and says what comes first",
    (status) => {
      expect(() => requirePublishable(over({ status }))).toThrow(
        `The incident is ${status}; allowed now: resolved, then its post-mortem`,
      );
    },
  );
});

describe("postmortemUpdate", () => {
  it("is the first update that tells one, whatever the order of the rows", () => {
    const told = (id: string, minute: number, status: EventStatus) =>
      toldUpdate({ id, status, displayAt: minute * 60_000, createdAt: minute * 60_000 });
    const updates = [told("c", 3, "postmortem"), told("b", 2, "postmortem"), told("a", 1, "resolved")];
    expect(postmortemUpdate(over({ updates }))?.id).toBe("b");
    expect(postmortemUpdate(over({ updates: updates.slice(2) }))).toBeUndefined();
  });
});
