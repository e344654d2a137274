import { describe, expect, it } from "vitest";
import {
  type ComponentFact,
  contradictionsOf,
  DISAGREEMENT_MS,
  type EventFact,
  SILENCE_MS,
  staleOf,
} from "./contradictions.ts";

const NOW = Date.UTC(2026, 10, 23, 3);
const MINUTE = 60_000;

const component = (given: Partial<ComponentFact> = {}): ComponentFact => ({
  id: "api",
  name: "API",
  state: "operational",
  baseline: "operational",
  baselineSince: NOW - 60 * MINUTE,
  isMeasured: true,
  override: null,
  ...given,
});
const down = component({ state: "major_outage", baseline: "major_outage", baselineSince: NOW - 10 * MINUTE });
const event = (given: Partial<EventFact> = {}): EventFact => ({
  id: "one",
  kind: "incident",
  status: "investigating",
  isPublished: true,
  scheduledUntil: null,
  nextUpdateAt: null,
  lastUpdateAt: NOW - MINUTE,
  components: [],
  ...given,
});
const says = (state: EventFact["components"][number]["state"], minutesAgo = 10) => [
  { componentId: "api", state, since: NOW - minutesAgo * MINUTE },
];
const kinds = (components: ComponentFact[], events: EventFact[]) =>
  contradictionsOf(components, events, NOW).map(({ kind }) => kind);

const window = (given: Partial<EventFact> = {}) =>
  event({ kind: "maintenance", status: "in_progress", components: says("under_maintenance"), ...given });

describe("contradictionsOf", () => {
  const cases: [string, ComponentFact[], EventFact[], string[]][] = [
    ["nothing at all", [], [], []],
    ["a calm page", [component()], [], []],
    ["an incident without components", [component()], [event()], []],
    [
      "an open incident whose components all work",
      [component({ isMeasured: false })],
      [event({ components: says("operational") })],
      ["open_but_operational"],
    ],
    ["one whose component is broken", [down], [event({ components: says("major_outage") })], []],
    [
      "one of whose components nothing is known",
      [component({ state: "unknown", baseline: "unknown" })],
      [event({ components: says("operational") })],
      [],
    ],
    [
      "a draft about what works",
      [component()],
      [event({ isPublished: false, components: says("operational") })],
      [],
    ],
    ["an outage that nobody tells", [down], [], ["down_without_incident"]],
    ["slowness that nobody tells", [component({ state: "degraded_performance" })], [], []],
    [
      "an outage that only a draft names",
      [down],
      [event({ isPublished: false, components: says("major_outage") })],
      ["down_without_incident"],
    ],
    [
      "an outage that only an announcement accompanies",
      [down],
      [event({ kind: "announcement", status: "monitoring" })],
      ["down_without_incident"],
    ],
    [
      "a window in time",
      [component({ state: "under_maintenance" })],
      [window({ scheduledUntil: NOW + 1 })],
      [],
    ],
    ["a window past its end", [component()], [window({ scheduledUntil: NOW - 1 })], ["maintenance_overrun"]],
    ["a window to come", [component()], [window({ status: "scheduled", scheduledUntil: NOW - 1 })], []],
    [
      "people who say broken where probes see nothing",
      [component({ state: "major_outage" })],
      [event({ components: says("major_outage") })],
      ["disagreement"],
    ],
    [
      "the same for less than five minutes",
      [component({ state: "major_outage" })],
      [event({ components: says("major_outage", 4) })],
      [],
    ],
    [
      "probes that see worse than people say",
      [down],
      [event({ components: says("degraded_performance") })],
      ["disagreement"],
    ],
    [
      "probes that see better than people say, but trouble",
      [component({ state: "major_outage", baseline: "partial_outage" })],
      [event({ components: says("major_outage") })],
      [],
    ],
    [
      "probes that are outdone by another incident",
      [down],
      [
        event({ components: says("degraded_performance") }),
        event({ id: "two", components: says("major_outage") }),
      ],
      [],
    ],
    [
      "people's word about what they set by hand",
      [component({ isMeasured: false, state: "major_outage" })],
      [event({ components: says("major_outage") })],
      [],
    ],
    [
      "a running window of the component",
      [component({ state: "major_outage" })],
      [event({ components: says("major_outage") }), window({ id: "w", scheduledUntil: NOW + 1 })],
      [],
    ],
    [
      "an override over probes that see nothing",
      [
        component({
          state: "partial_outage",
          override: { state: "partial_outage", since: NOW - 6 * MINUTE },
        }),
      ],
      [event({ components: [] })],
      ["down_without_incident", "disagreement"],
    ],
  ];
  it.each(cases)("of %s", (_, components, events, expected) => {
    expect(kinds(components, events)).toEqual(expected);
  });

  it("tells since when: the later of both words", () => {
    const events = [event({ components: says("operational", 30) })];
    const since = NOW - 10 * MINUTE;
    expect(contradictionsOf([down], events, NOW)).toEqual([
      {
        kind: "disagreement",
        componentId: "api",
        incidentId: "one",
        probed: "major_outage",
        said: "operational",
        since,
      },
    ]);
    const fresh = { ...down, baselineSince: NOW - DISAGREEMENT_MS };
    expect(contradictionsOf([fresh], events, NOW)).toEqual([]);
  });
});

describe("staleOf", () => {
  it("tells broken promises and silence, the oldest first", () => {
    const events = [
      event({ id: "kept", nextUpdateAt: NOW + 1, lastUpdateAt: 0 }),
      event({ id: "broken", nextUpdateAt: NOW - MINUTE }),
      event({ id: "silent", lastUpdateAt: NOW - SILENCE_MS - 1 }),
      event({ id: "fresh", lastUpdateAt: NOW - SILENCE_MS }),
      event({ id: "draft", isPublished: false, nextUpdateAt: NOW - MINUTE }),
      event({ id: "hello", kind: "announcement", lastUpdateAt: 0 }),
    ];
    expect(staleOf(events, NOW)).toEqual([
      { incidentId: "silent", kind: "silence", since: NOW - SILENCE_MS - 1 },
      { incidentId: "broken", kind: "promise", since: NOW - MINUTE },
    ]);
  });
});
