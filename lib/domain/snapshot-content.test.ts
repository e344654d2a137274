import { describe, expect, it } from "vitest";
import type { Snapshot, SnapshotComponent } from "./snapshot.ts";
import { contentOf } from "./snapshot-content.ts";
import { DEFAULT_POLICY } from "./status/uptime.ts";

const figures = () => ({
  days: [
    { date: "2026-11-22", seconds: { operational: 86_400 }, uptime: "100.0000" },
    { date: "2026-11-23", seconds: { operational: 100 }, uptime: "100.0000" },
  ],
  uptime90d: "100.0000" as string | null,
  coverage90d: "2.0000",
  uptime30d: "100.0000" as string | null,
});
const AT = "2026-11-22T15:00:00.000Z";

const component = (): SnapshotComponent => ({
  ...figures(),
  id: "aaaaaaaaaaaa",
  groupId: "gggggggggggg",
  name: "REST API",
  description: null,
  translations: { en: { name: "REST API" } },
  position: 1,
  showcase: true,
  onlyShowIfDegraded: false,
  startDate: null,
  createdAt: AT,
  updatedAt: AT,
  state: "operational",
  wireState: "operational",
  data: "fresh",
  since: AT,
  overridden: false,
  metrics: { p50Ms: 10, p95Ms: 20, p99Ms: 30, successRatio: "100.0000", at: AT },
});

const snapshot = (): Snapshot => ({
  format: 2,
  slos: [],
  version: 7,
  updatedAt: AT,
  asOf: AT,
  page: {
    id: "pppppppppppp",
    name: "T-Developer",
    timeZone: "Asia/Seoul",
    languages: ["ko", "en"],
    translations: {},
    createdAt: AT,
    isDemo: false,
    links: {},
    theme: {},
    logo: { light: null, dark: null },
    uptime90d: "100.0000",
    coverage90d: "2.0000",
  },
  policy: DEFAULT_POLICY,
  groups: [
    {
      ...figures(),
      id: "gggggggggggg",
      name: "API",
      description: null,
      translations: {},
      position: 1,
      createdAt: AT,
      updatedAt: AT,
    },
  ],
  components: [component()],
  incidents: [],
  maintenances: [],
  corrections: [],
  archive: { since: null, heldFrom: null, revision: "0" },
  auditHead: null,
});

const changed = (change: (draft: Snapshot) => void): string => {
  const draft = structuredClone(snapshot());
  change(draft);
  return contentOf(draft);
};
const first = (draft: Snapshot) => draft.components[0] as SnapshotComponent;

describe("contentOf", () => {
  it.each<[string, (draft: Snapshot) => void]>([
    ["asOf", (draft) => (draft.asOf = "2026-11-22T15:00:30.000Z")],
    ["version", (draft) => (draft.version = 8)],
    ["updatedAt", (draft) => (draft.updatedAt = "2026-11-22T15:00:30.000Z")],
    [
      "the page's figures",
      (draft) => Object.assign(draft.page, { uptime90d: "99.0000", coverage90d: "3.0000" }),
    ],
    [
      "a component's percentages",
      (draft) =>
        Object.assign(first(draft), { uptime90d: "99.0000", uptime30d: null, coverage90d: "3.0000" }),
    ],
    [
      "a group's percentages",
      (draft) =>
        Object.assign(draft.groups[0] ?? {}, { uptime90d: null, uptime30d: null, coverage90d: "3.0000" }),
    ],
    [
      "today's seconds",
      (draft) => Object.assign(first(draft).days[1] ?? {}, { seconds: { operational: 130 }, uptime: null }),
    ],
    ["a group's seconds of today", (draft) => Object.assign(draft.groups[0]?.days[1] ?? {}, { seconds: {} })],
    ["response times", (draft) => (first(draft).metrics = null)],
  ])("does not change with %s", (_title, change) => {
    expect(changed(change)).toBe(contentOf(snapshot()));
  });

  it.each<[string, (draft: Snapshot) => void]>([
    ["a state", (draft) => (first(draft).state = "major_outage")],
    ["the wire state", (draft) => (first(draft).wireState = "major_outage")],
    ["data going stale", (draft) => (first(draft).data = "stale")],
    ["an override", (draft) => (first(draft).overridden = true)],
    ["the start of a state", (draft) => (first(draft).since = null)],
    ["a name", (draft) => (first(draft).name = "API")],
    ["a translation", (draft) => (first(draft).translations = {})],
    [
      "a finished day",
      (draft) =>
        Object.assign(first(draft).days[0] ?? {}, { seconds: { operational: 86_399, major_outage: 1 } }),
    ],
    [
      "a group's finished day",
      (draft) => Object.assign(draft.groups[0]?.days[0] ?? {}, { seconds: { unknown: 86_400 } }),
    ],
    ["a new day", (draft) => first(draft).days.push({ date: "2026-11-24", seconds: {}, uptime: null })],
    ["a component that is gone", (draft) => draft.components.pop()],
    ["a group that is gone", (draft) => draft.groups.pop()],
    ["the page's name", (draft) => (draft.page.name = "X")],
    ["the policy", (draft) => (draft.policy = { ...draft.policy, version: 2 })],
    ["the demo label", (draft) => (draft.page.isDemo = true)],
    [
      "an incident",
      (draft) =>
        draft.incidents.push({
          id: "iiiiiiiiiiii",
          name: "x",
          translations: {},
          earlierNames: [],
          status: "investigating",
          impact: "none",
          createdAt: AT,
          updatedAt: AT,
          startedAt: AT,
          monitoringAt: null,
          resolvedAt: null,
          updates: [],
          componentIds: [],
          nextUpdateAt: null,
          kind: "incident",
          isBackfilled: false,
          postmortem: null,
        }),
    ],
  ])("changes with %s", (_title, change) => {
    expect(changed(change)).not.toBe(contentOf(snapshot()));
  });

  it("does not depend on the order of keys", () => {
    const { page, ...rest } = snapshot();
    const turned = Object.fromEntries(Object.entries(page).reverse()) as Snapshot["page"];
    expect(contentOf({ ...rest, page: turned })).toBe(contentOf(snapshot()));
  });

  it("is the same before a version was given", () => {
    const { version, updatedAt, ...draft } = snapshot();
    expect(contentOf(draft)).toBe(contentOf(snapshot()));
    expect([version, updatedAt]).toEqual([7, AT]);
  });
});
