import type { Reason } from "#lib/domain/reason.ts";
import type { Bounds } from "#lib/domain/status/calendar.ts";
import type { Outcome } from "#lib/domain/status/sample.ts";
import { fraction, hashOf } from "./chance.ts";
import { DEMO_COMPONENTS, type DemoComponent, STATUS_PAGE } from "./nouns.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Something that is wrong with one monitor of a component (`monitor` null: with all of them). */
export type Trouble = Bounds & {
  component: string;
  monitor: string | null;
  outcome: Exclude<Outcome, "up">;
  reason: Reason;
};
export type DemoMaintenance = Bounds & { components: readonly string[] };

/** All that happens in a stretch of the demo's world. Every instant lies on a slot. */
export type Plan = {
  seed: string;
  troubles: Trouble[];
  maintenances: DemoMaintenance[];
  /** Nobody probed: unknown. */
  silences: Bounds[];
};

export type Story = {
  seed: string /** When the demo was made, ms: told days are counted back from it. */;
  openedAt: number;
};

type Share = [
  component: string,
  monitor: string | null,
  outcome: Trouble["outcome"],
  after: number,
  minutes: number,
];

/** The large outages of the history: days ago, UTC hour, reason, and who suffers when (minutes after the start). */
const INCIDENTS: readonly { daysAgo: number; hour: number; reason: Reason; shares: readonly Share[] }[] = [
  {
    daysAgo: 71,
    hour: 5.4,
    reason: "connect_timeout",
    shares: [
      ["data-and-backups", null, "down", 0, 52],
      ["job-queue", null, "down", 2, 47],
      ["rest-api", null, "degraded", 3, 50],
      ["agent-execution", null, "degraded", 4, 55],
      ["search", null, "degraded", 1, 64],
    ],
  },
  {
    daysAgo: 38,
    hour: 0.7,
    reason: "status_unexpected",
    shares: [
      ["api-gateway", "tokyo", "down", 0, 33],
      ["rest-api", "tokyo", "down", 1, 32],
      ["authentication", "tokyo", "down", 1, 31],
      ["authentication", "seoul", "degraded", 6, 18],
      ["sign-in", null, "degraded", 2, 30],
    ],
  },
  {
    daysAgo: 9,
    hour: 8.2,
    reason: "status_unexpected",
    shares: [
      ["agentcore-integration", null, "down", 0, 76],
      ["agent-execution", null, "degraded", 2, 74],
      ["agent-execution", "seoul", "down", 14, 41],
      ["scheduled-runs", null, "degraded", 5, 66],
    ],
  },
];
/** Announced nights of work on the data layer; the work itself is shorter than its window. */
const MAINTENANCE_DAYS_AGO = [60, 32, 4];
/** What the nights of work are about. */
export const MAINTAINED = ["data-and-backups", "job-queue", "search"];
const SILENCE_DAYS_AGO = 52;
/** What is going on when the demo opens, so that there is something to see getting well. */
export const OPENING = { component: "search", beforeMinutes: 12, afterMinutes: 18 };

/** Small troubles of an ordinary day: chance per component and day, minutes from to. */
const ORDINARY = [
  { chance: 0.022, outcome: "down", reason: "connect_timeout", from: 1, to: 6, everyMonitor: false },
  { chance: 0.03, outcome: "degraded", reason: "slow", from: 8, to: 55, everyMonitor: true },
  { chance: 0.006, outcome: "down", reason: "status_unexpected", from: 9, to: 48, everyMonitor: true },
] as const;

/** On a whole minute: slots of every interval that the demo uses begin there. */
const minute = (at: number): number => Math.floor(at / MINUTE) * MINUTE;
const startOfDay = (at: number): number => Math.floor(at / DAY) * DAY;

function stretch(at: number, minutes: number): Bounds {
  const startedAt = minute(at);
  return { startedAt, endedAt: startedAt + Math.max(1, Math.round(minutes)) * MINUTE };
}

function told({ openedAt }: Story): Trouble[] {
  const today = startOfDay(openedAt);
  const incidents = INCIDENTS.flatMap(({ daysAgo, hour, reason, shares }) =>
    shares.map(([component, monitor, outcome, after, minutes]) => ({
      ...stretch(today - daysAgo * DAY + hour * HOUR + after * MINUTE, minutes),
      component,
      monitor,
      outcome,
      reason: outcome === "degraded" ? ("slow" as const) : reason,
    })),
  );
  const works = MAINTENANCE_DAYS_AGO.map((daysAgo) => ({
    ...stretch(today - daysAgo * DAY + 17 * HOUR + 25 * MINUTE, 22),
    component: "data-and-backups",
    monitor: null,
    outcome: "down" as const,
    reason: "connect_timeout" as const,
  }));
  const opening = {
    ...stretch(openedAt - OPENING.beforeMinutes * MINUTE, OPENING.beforeMinutes + OPENING.afterMinutes),
    component: OPENING.component,
    monitor: null,
    outcome: "degraded" as const,
    reason: "slow" as const,
  };
  return [...incidents, ...works, opening];
}

/** When each of the large outages began and ended, the oldest first. */
export const largeOutages = (openedAt: number): Bounds[] =>
  INCIDENTS.map(({ daysAgo, hour, shares }) => {
    const startedAt = minute(startOfDay(openedAt) - daysAgo * DAY + hour * HOUR);
    return {
      startedAt,
      endedAt: startedAt + Math.max(...shares.map(([, , , after, minutes]) => after + minutes)) * MINUTE,
    };
  });

function ordinary(seed: string, { key, monitors }: DemoComponent, day: number): Trouble[] {
  return ORDINARY.flatMap(({ chance, outcome, reason, from, to, everyMonitor }, kind) => {
    const dice = hashOf(`${seed} ${key} ${kind}`);
    const throwOf = (n: number) => fraction(dice, (day / DAY) * 8 + n);
    if (throwOf(0) >= chance) return [];
    const minutes = from + throwOf(1) * (to - from);
    const monitor = everyMonitor ? null : (monitors[Math.floor(throwOf(2) * monitors.length)] ?? null);
    return [
      { ...stretch(day + throwOf(3) * (DAY - HOUR), minutes), component: key, monitor, outcome, reason },
    ];
  });
}

/** Everything that touches [from, until), ms. A function of the story and the stretch: asking twice, or for parts, agrees. */
export function planStretch(story: Story, from: number, until: number): Plan {
  const troubles = told(story);
  for (let day = startOfDay(from); day < until; day += DAY)
    for (const component of DEMO_COMPONENTS)
      if (component.key !== STATUS_PAGE) troubles.push(...ordinary(story.seed, component, day));
  const today = startOfDay(story.openedAt);
  const maintenances = MAINTENANCE_DAYS_AGO.map((daysAgo) => ({
    ...stretch(today - daysAgo * DAY + 17 * HOUR, 90),
    components: MAINTAINED,
  }));
  const silences = [stretch(today - SILENCE_DAYS_AGO * DAY + 21.6 * HOUR, 25)];
  const touches = ({ startedAt, endedAt }: Bounds) => endedAt > from && startedAt < until;
  return {
    seed: story.seed,
    troubles: troubles.filter(touches).sort((a, b) => a.startedAt - b.startedAt),
    maintenances: maintenances.filter(touches),
    silences: silences.filter(touches),
  };
}
