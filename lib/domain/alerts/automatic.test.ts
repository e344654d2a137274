import { describe, expect, it } from "vitest";
import { toldIncident } from "#lib/testing/fixtures/told-incidents.ts";
import type { Incident, IncidentUpdate } from "../incidents/incident.ts";
import {
  continues,
  endingOf,
  isAutomatic,
  isGoingOn,
  modeOf,
  NUDGE_AFTER_HOURS,
  nudgesDue,
  REOPEN_WITHIN_MS,
} from "./automatic.ts";

const T = Date.UTC(2026, 10, 23);
const HOUR_MS = 3_600_000;

const update = (isAutomatic: boolean): IncidentUpdate => ({
  id: "u",
  incidentId: "i",
  status: "investigating",
  body: "",
  translations: {},
  displayAt: T,
  deliverNotifications: true,
  components: null,
  isAutomatic,
  actorKind: isAutomatic ? "system" : "user",
  actorId: "x",
  createdAt: T,
  updatedAt: T,
  editedAt: null,
  earlier: [],
});

/** A draft of a monitor that nobody has looked at. */
const incident = (more: Partial<Incident> = {}): Incident =>
  toldIncident({
    ...{ publishedAt: null, startedAt: T, createdAt: T, updatedAt: T },
    ...{ origin: "monitor", isAttended: false, updates: [update(true)] },
    ...more,
  });

const setting = (autoIncident: "off" | "draft" | "publish", minutes: number | null = null) => ({
  autoIncident,
  autoPublishAfterMinutes: minutes,
});

describe("what the failing monitors ask for together", () => {
  it.each([
    ["nothing without monitors", [], { kind: "off" }],
    ["nothing if all say off", [setting("off"), setting("off", 5)], { kind: "off" }],
    [
      "a draft if one says so",
      [setting("off"), setting("draft")],
      { kind: "draft", publishAfterMinutes: null },
    ],
    ["publishing if one says so", [setting("draft", 5), setting("publish")], { kind: "publish" }],
    [
      "the earliest of the minutes that are asked for",
      [setting("draft"), setting("draft", 30), setting("draft", 10), setting("off", 1)],
      { kind: "draft", publishAfterMinutes: 10 },
    ],
  ] as const)("is %s", (_, monitors, mode) => {
    expect(modeOf(monitors)).toEqual(mode);
  });
});

describe("what recovery does", () => {
  const published = { publishedAt: T };
  it.each([
    ["a monitor's draft", {}, "close"],
    ["an alert's draft", { origin: "alert" }, "close"],
    ["a draft that somebody works on", { isAttended: true }, "propose"],
    ["a person's draft", { origin: "person", isAttended: true }, "propose"],
    ["a monitor's incident of which only automation spoke", published, "resolve"],
    ["the same, published with one tap", { ...published, isAttended: true }, "resolve"],
    [
      "a monitor's incident in which a person posted",
      { ...published, isAttended: true, updates: [update(false), update(true)] },
      "propose",
    ],
    ["an alert's incident that was published by itself", { ...published, origin: "alert" }, "resolve"],
    [
      "an alert's incident that a person published",
      { ...published, origin: "alert", isAttended: true },
      "propose",
    ],
    ["a person's incident", { ...published, origin: "person", isAttended: true }, "propose"],
    ["a client's incident", { ...published, origin: "api", isAttended: true }, "propose"],
    ["one that is over", { ...published, status: "resolved", resolvedAt: T }, "none"],
    ["one with a post-mortem", { ...published, status: "postmortem", resolvedAt: T }, "none"],
    ["one that was taken back", { ...published, unpublishedAt: T }, "none"],
    ["one that became part of another", { mergedIntoId: "j" }, "none"],
  ] as const satisfies [string, Partial<Incident>, string][])("to %s", (_, more, ending) => {
    expect(endingOf(incident(more as Partial<Incident>))).toBe(ending);
  });
});

describe("what goes on", () => {
  it("is neither over, nor taken back, nor part of another", () => {
    expect(isGoingOn(incident())).toBe(true);
    expect(isGoingOn(incident({ publishedAt: T, status: "monitoring" }))).toBe(true);
    for (const more of [
      { status: "resolved" },
      { status: "postmortem" },
      { publishedAt: T, unpublishedAt: T },
      { mergedIntoId: "j" },
    ] as const)
      expect(isGoingOn(incident(more))).toBe(false);
  });
  it("is automation's if a monitor, an alert or an SLO began it", () => {
    const automatic = (["person", "api", "monitor", "alert", "series", "slo"] as const).filter((origin) =>
      isAutomatic({ origin }),
    );
    expect(automatic).toEqual(["monitor", "alert", "slo"]);
  });
});

describe("failing again", () => {
  const over = incident({ publishedAt: T, status: "resolved", resolvedAt: T });
  it("continues what ended at most ten minutes before", () => {
    expect(continues(over, T)).toBe(true);
    expect(continues(over, T + REOPEN_WITHIN_MS)).toBe(true);
    expect(continues(over, T + REOPEN_WITHIN_MS + 1)).toBe(false);
  });
  it("continues a draft that was closed, too", () => {
    expect(continues(incident({ status: "resolved", resolvedAt: T }), T + 1)).toBe(true);
  });
  it.each([
    ["what still goes on", { status: "investigating", resolvedAt: null }],
    ["what people opened", { origin: "person" }],
    ["what has a post-mortem", { status: "postmortem" }],
    ["what was taken back", { unpublishedAt: T }],
    ["what became part of another", { mergedIntoId: "j" }],
  ] as const satisfies [string, Partial<Incident>][])("does not continue %s", (_, more) => {
    expect(continues({ ...over, ...(more as Partial<Incident>) }, T + 1)).toBe(false);
  });
});

describe("nudges", () => {
  it("are due after each of the hours, to the millisecond", () => {
    expect(nudgesDue(T, T + 3 * HOUR_MS - 1)).toEqual([]);
    for (const [i, hours] of NUDGE_AFTER_HOURS.entries()) {
      expect(nudgesDue(T, T + hours * HOUR_MS)).toEqual(NUDGE_AFTER_HOURS.slice(0, i + 1));
      expect(nudgesDue(T, T + hours * HOUR_MS - 1)).toEqual(NUDGE_AFTER_HOURS.slice(0, i));
    }
    expect(nudgesDue(T, T + 1_000 * HOUR_MS)).toEqual([...NUDGE_AFTER_HOURS]);
  });
  it("are not due before a promise is over", () => {
    expect(nudgesDue(T + HOUR_MS, T)).toEqual([]);
  });
});
