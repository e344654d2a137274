import { describe, expect, it } from "vitest";
import { Failure } from "../errors.ts";
import { type EventStatus, INCIDENT_KINDS, INCIDENT_STATUSES, MAINTENANCE_STATUSES } from "./incident.ts";
import {
  FIRST,
  FOLLOWING,
  isEnd,
  phaseOf,
  requireFirst,
  requireFollowing,
  requirePhase,
} from "./transitions.ts";

const ALL: EventStatus[] = [...INCIDENT_STATUSES, ...MAINTENANCE_STATUSES];
const caught = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

describe("requireFollowing", () => {
  it.each(INCIDENT_KINDS)(
    "lets exactly the listed statuses of %s follow, and names them in the refusal",
    (kind) => {
      for (const status of ALL)
        for (const to of ALL) {
          const allowed = FOLLOWING[kind][status] ?? [];
          const error = caught(() => requireFollowing({ kind, status }, to));
          if (allowed.includes(to)) expect(error).toBeNull();
          else {
            expect(error).toBeInstanceOf(Failure);
            expect((error as Failure).kind).toBe("conflict");
            expect((error as Failure).message).toBe(
              `${status} cannot become ${to}; allowed now: ${allowed.join(", ") || "nothing"}`,
            );
          }
        }
    },
  );

  it.each([
    ["incident", "investigating", "resolved", true],
    ["incident", "resolved", "investigating", true],
    ["incident", "investigating", "postmortem", false],
    ["incident", "postmortem", "investigating", false],
    ["incident", "investigating", "scheduled", false],
    ["announcement", "monitoring", "resolved", true],
    ["announcement", "monitoring", "investigating", false],
    ["maintenance", "completed", "in_progress", false],
  ] as const)("of %s: %s to %s is %s", (kind, status, to, isAllowed) => {
    expect(caught(() => requireFollowing({ kind, status }, to)) === null).toBe(isAllowed);
  });

  it("keeps every status able to be followed by itself: one may always say more", () => {
    for (const kind of INCIDENT_KINDS)
      for (const [status, allowed] of Object.entries(FOLLOWING[kind])) expect(allowed).toContain(status);
  });
});

describe("requireFirst", () => {
  it("names what may come first", () => {
    expect(caught(() => requireFirst("incident", "investigating"))).toBeNull();
    expect(caught(() => requireFirst("incident", "postmortem"))).toMatchObject({
      kind: "conflict",
      message:
        "a new incident cannot become postmortem; allowed now: investigating, identified, monitoring, resolved",
    });
    expect(caught(() => requireFirst("announcement", "identified"))).toMatchObject({ kind: "conflict" });
    for (const kind of INCIDENT_KINDS) for (const status of FIRST[kind]) requireFirst(kind, status);
  });
});

describe("isEnd", () => {
  it("is true for what drops the claims", () => {
    expect(ALL.filter(isEnd)).toEqual(["resolved", "postmortem", "completed"]);
  });
});

describe("phaseOf and requirePhase", () => {
  const standing = { publishedAt: null, unpublishedAt: null, mergedIntoId: null };
  it.each([
    ["draft", standing],
    ["published", { ...standing, publishedAt: 1 }],
    ["unpublished", { ...standing, publishedAt: 1, unpublishedAt: 2 }],
    ["merged", { ...standing, mergedIntoId: "i" }],
  ] as const)("tell %s, and what it may do", (phase, incident) => {
    expect(phaseOf(incident)).toBe(phase);
    expect(caught(() => requirePhase(incident, "be edited", [phase]))).toBeNull();
    const other = phase === "draft" ? "published" : "draft";
    expect(caught(() => requirePhase(incident, "be edited", [other]))).toMatchObject({
      kind: "conflict",
      message: expect.stringMatching(/it cannot be edited; allowed now: /),
    });
  });
});
