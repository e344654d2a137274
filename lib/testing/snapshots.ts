import type {
  Snapshot,
  SnapshotComponent,
  SnapshotIncident,
  SnapshotMaintenance,
} from "#lib/domain/snapshot.ts";
import { type State, severity, type WireState, worst } from "#lib/domain/status/state.ts";
import { COMPONENT_IDS, COMPONENTS, GROUP_IDS, GROUPS, PAGE } from "./fixtures/catalogue.ts";
import { daysOf, FIXTURE_NOW_AT, figuresOf, type History } from "./fixtures/days.ts";
import { openIncident, pastIncidents, watchedIncident } from "./fixtures/incidents.ts";
import { finishedMaintenance, plannedMaintenance, runningMaintenance } from "./fixtures/maintenances.ts";

export { COMPONENT_IDS, GROUP_IDS } from "./fixtures/catalogue.ts";
export { FIXTURE_NOW_AT } from "./fixtures/days.ts";

type Key = keyof typeof COMPONENT_IDS;
type Now = { state: State; wireState?: WireState; data?: SnapshotComponent["data"]; since?: string | null };
type Scene = {
  version: number;
  updatedAt: string;
  histories: Record<Key, History>;
  now: Partial<Record<Key, Now>>;
  incidents: SnapshotIncident[];
  maintenances: SnapshotMaintenance[];
};

const CREATED_AT = "2026-03-02T00:30:00.000Z";
const TODAY = "2026-11-23";

/** Past days that were not all green; the same in the calm and the bad-day snapshot. */
const HISTORIES: Record<Key, History> = {
  rest: {
    usual: "operational",
    days: {
      "2026-09-09": { degraded_performance: 2_940 },
      "2026-10-29": { major_outage: 60 },
      "2026-11-19": { degraded_performance: 480 },
    },
  },
  agents: {
    usual: "operational",
    days: { "2026-10-14": { major_outage: 1_380 }, "2026-09-22": { partial_outage: 900 } },
  },
  agentcore: {
    usual: "operational",
    startDate: "2026-09-15",
    days: { "2026-11-02": { partial_outage: 4_320 }, "2026-10-14": { major_outage: 1_410 } },
  },
  console: {
    usual: "operational",
    days: { "2026-09-20": { unknown: 2_400 }, "2026-10-05": { degraded_performance: 1_200 } },
  },
  data: { usual: "operational", days: { "2026-11-08": { under_maintenance: 6_360 } } },
  statusPage: { usual: "operational", days: {} },
};

const enOf = (words: { name: string; description: string | null }) => ({
  en: { name: words.name, ...(words.description ? { description: words.description } : {}) },
});

function componentsOf(scene: Scene): SnapshotComponent[] {
  return COMPONENTS.map(({ key, group, ko, en }) => {
    const now = scene.now[key] ?? { state: "operational" };
    const siblings = COMPONENTS.filter((other) => other.group === group);
    const history = scene.histories[key];
    const isKnown = now.state !== "unknown";
    return {
      id: COMPONENT_IDS[key],
      groupId: group && GROUP_IDS[group],
      name: ko.name,
      description: ko.description,
      translations: enOf(en),
      position: group ? 1 + siblings.findIndex((other) => other.key === key) : GROUPS.length + 1,
      showcase: true,
      onlyShowIfDegraded: false,
      startDate: history.startDate ?? null,
      createdAt: CREATED_AT,
      updatedAt: now.since ?? CREATED_AT,
      state: now.state,
      wireState: now.wireState ?? (severity(now.state) < 0 ? "operational" : (now.state as WireState)),
      data: now.data ?? (isKnown ? "fresh" : "none"),
      since: now.since === undefined ? (isKnown ? "2026-10-05T03:00:00.000Z" : null) : now.since,
      overridden: false,
      metrics: isKnown
        ? { p50Ms: 84, p95Ms: 212, p99Ms: 640, successRatio: "0.999652", at: "2026-11-23T05:30:00.000Z" }
        : null,
      ...figuresOf([daysOf(history)]),
    };
  });
}

function build(scene: Scene): Snapshot {
  const components = componentsOf(scene);
  const figures = figuresOf(components.map((component) => component.days));
  return {
    format: 2,
    version: scene.version,
    updatedAt: scene.updatedAt,
    asOf: new Date(FIXTURE_NOW_AT).toISOString(),
    page: { ...PAGE, uptime90d: figures.uptime90d, coverage90d: figures.coverage90d },
    policy: { version: 1, weights: { major_outage: 1, partial_outage: 0.3, degraded_performance: 0 } },
    groups: GROUPS.map(({ key, ko, en }, index) => ({
      id: GROUP_IDS[key],
      name: ko.name,
      description: ko.description,
      translations: enOf(en),
      position: index + 1,
      createdAt: CREATED_AT,
      updatedAt: CREATED_AT,
      ...figuresOf(components.filter((one) => one.groupId === GROUP_IDS[key]).map((one) => one.days)),
    })),
    components,
    incidents: scene.incidents,
    maintenances: scene.maintenances,
    corrections: [],
    slos: [],
    archive: { since: null, heldFrom: null, revision: "0" },
    auditHead: null,
  };
}

/** Everything works; two incidents and a maintenance lie in the past. 14:32:05 in Seoul. */
export const calmSnapshot = (): Snapshot =>
  build({
    version: 41,
    updatedAt: "2026-11-19T07:48:30.000Z",
    histories: HISTORIES,
    now: {},
    incidents: pastIncidents(),
    maintenances: [finishedMaintenance()],
  });

/** Every state at once: two open incidents, running and planned maintenance, one component without fresh data. */
export function badDaySnapshot(): Snapshot {
  const today = (key: Key, seconds: History["days"][string]): History => ({
    ...HISTORIES[key],
    days: { ...HISTORIES[key].days, [TODAY]: seconds },
  });
  return build({
    version: 47,
    updatedAt: "2026-11-23T05:21:40.000Z",
    histories: {
      ...HISTORIES,
      rest: today("rest", { degraded_performance: 5_405 }),
      agents: today("agents", { major_outage: 1_685 }),
      agentcore: today("agentcore", { partial_outage: 1_625 }),
      console: today("console", { unknown: 725 }),
      data: today("data", { under_maintenance: 1_925 }),
    },
    now: {
      rest: { state: "degraded_performance", since: "2026-11-23T04:02:00.000Z" },
      agents: { state: "major_outage", since: "2026-11-23T05:04:00.000Z" },
      agentcore: { state: "partial_outage", since: "2026-11-23T05:05:00.000Z" },
      console: {
        state: "unknown",
        wireState: "operational",
        data: "stale",
        since: "2026-11-23T05:20:00.000Z",
      },
      data: { state: "under_maintenance", since: "2026-11-23T05:00:00.000Z" },
    },
    incidents: [openIncident(), watchedIncident(), ...pastIncidents()],
    maintenances: [plannedMaintenance(), runningMaintenance(), finishedMaintenance()],
  });
}

/** The first minutes of an installation: the catalogue is there, nothing has been measured. */
export const unknownSnapshot = (): Snapshot =>
  build({
    version: 1,
    updatedAt: CREATED_AT,
    histories: Object.fromEntries(
      Object.keys(HISTORIES).map((key) => [key, { usual: "unknown", days: {} }]),
    ) as Record<Key, History>,
    now: Object.fromEntries(Object.keys(COMPONENT_IDS).map((key) => [key, { state: "unknown" }])),
    incidents: [],
    maintenances: [],
  });

/** A page with nothing on it. */
export const emptySnapshot = (): Snapshot => ({
  ...build({
    version: 1,
    updatedAt: CREATED_AT,
    histories: HISTORIES,
    now: {},
    incidents: [],
    maintenances: [],
  }),
  groups: [],
  components: [],
  page: { ...PAGE, uptime90d: null, coverage90d: "0.0000" },
});

/** Every text that people may type, in every language, replaced by `text`: for escaping tests. */
export function withTexts(snapshot: Snapshot, text: string): Snapshot {
  const named = <T extends { name: string }>(noun: T): T => ({
    ...noun,
    name: text,
    translations: { ko: { name: text, description: text }, en: { name: text, description: text } },
  });
  const told = <E extends SnapshotIncident | SnapshotMaintenance>(event: E): E => ({
    ...named(event),
    updates: event.updates.map((update) => ({
      ...update,
      body: text,
      translations: { en: { body: text } },
      affectedComponents: update.affectedComponents?.map((one) => ({ ...one, name: text })) ?? null,
    })),
  });
  return {
    ...snapshot,
    page: named(snapshot.page),
    groups: snapshot.groups.map((group) => ({ ...named(group), description: text })),
    components: snapshot.components.map((one) => ({ ...named(one), description: text })),
    incidents: snapshot.incidents.map(told),
    maintenances: snapshot.maintenances.map(told),
  };
}

/** The worst known state of a fixture, for tests of favicon and title. */
export const worstOf = (snapshot: Snapshot): State => worst(snapshot.components.map((one) => one.state));
