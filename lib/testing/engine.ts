import { pool } from "#lib/data/db.ts";
import { authorize, type Scope } from "#lib/data/scope.ts";
import { API_PROBER, type Outcome, type Sample } from "#lib/domain/status/sample.ts";

let made = 0;
const newId = (letter: string): string => `${letter}${String(++made).padStart(11, "0")}`;

/** A page of its own for a test. */
export async function makePage(options: { timeZone?: string; retentionDays?: number } = {}): Promise<string> {
  const id = newId("p");
  await pool().query(
    `insert into pages (id, name, time_zone, languages, policy_weights, raw_retention_days, updated_at)
     values ($1, 'Example', $2, '{ko,en}', '{"major_outage":1,"partial_outage":0.3,"degraded_performance":0}', $3, now())`,
    [id, options.timeZone ?? "Asia/Seoul", options.retentionDays ?? 35],
  );
  return id;
}

export type ComponentOptions = {
  groupId?: string;
  isManual?: boolean;
  startDate?: string;
  createdAt?: number;
  published?: boolean;
};

export async function makeComponent(pageId: string, options: ComponentOptions = {}): Promise<string> {
  const id = newId("c");
  await pool().query(
    `insert into components (id, page_id, group_id, name, position, baseline_source, start_date, published, created_at, updated_at)
     values ($1, $2, $3, $1, $4, $5::baseline_source, $6, $7, coalesce($8, now()), now())`,
    [
      id,
      pageId,
      options.groupId ?? null,
      made,
      options.isManual ? "manual" : "monitors",
      options.startDate ?? null,
      options.published ?? true,
      options.createdAt === undefined ? null : new Date(options.createdAt),
    ],
  );
  return id;
}

export async function makeGroup(pageId: string): Promise<string> {
  const id = newId("g");
  await pool().query(
    "insert into component_groups (id, page_id, name, position, updated_at) values ($1, $2, $1, $3, now())",
    [id, pageId, made],
  );
  return id;
}

export type MonitorOptions = {
  kind?: string;
  config?: object;
  intervalSeconds?: number;
  timeoutMs?: number;
  confirmations?: number;
  phaseMs?: number;
  secretHash?: string;
};

export async function makeMonitor(
  pageId: string,
  componentId: string,
  options: MonitorOptions = {},
): Promise<string> {
  const id = newId("m");
  await pool().query(
    `insert into monitors (id, page_id, component_id, kind, config, interval_seconds, timeout_ms, confirmations, phase_ms, secret_hash, updated_at)
     values ($1, $2, $3, $4::monitor_kind, $5, $6, $7, $8, $9, $10, now())`,
    [
      id,
      pageId,
      componentId,
      options.kind ?? "external",
      options.config ?? {},
      options.intervalSeconds ?? 30,
      options.timeoutMs ?? 10_000,
      options.confirmations ?? 2,
      options.phaseMs ?? 0,
      options.secretHash ?? null,
    ],
  );
  return id;
}

/** A page with one component and one external monitor (30 s, two confirmations). */
export async function makeMonitored(options: MonitorOptions & { timeZone?: string } = {}) {
  const pageId = await makePage(options);
  const componentId = await makeComponent(pageId);
  const monitorId = await makeMonitor(pageId, componentId, options);
  return { pageId, componentId, monitorId, scope: writer(pageId) };
}

/** The product itself, storing samples. */
export const writer = (pageId: string): Scope<"samples:write"> =>
  authorize({ kind: "system", id: "test", pageId: null }, "samples:write", pageId);

export const sample = (
  monitorId: string,
  slotAt: number,
  outcome: Outcome = "up",
  more: Partial<Sample> = {},
): Sample => ({
  monitorId,
  prober: API_PROBER,
  slotAt,
  outcome,
  impaired: false,
  latencyMs: 10,
  clientId: null,
  detail: null,
  ...more,
});

const LETTERS: Record<string, Outcome> = { u: "up", d: "down", g: "degraded" };

/** "uu.dd": one letter a slot from `startAt`; u up, g degraded, d down, anything else is a slot that nobody probed. */
export const samplesOf = (
  monitorId: string,
  startAt: number,
  letters: string,
  intervalMs = 30_000,
): Sample[] =>
  [...letters].flatMap((letter, i) => {
    const outcome = LETTERS[letter];
    return outcome ? [sample(monitorId, startAt + i * intervalMs, outcome)] : [];
  });

/** A stored timeline as "state startSeconds–endSeconds" relative to `startAt`: what tests compare. */
export async function storedTimeline(
  table: "monitor_states" | "component_baselines",
  id: string,
  startAt: number,
): Promise<string[]> {
  const key = table === "monitor_states" ? "monitor_id" : "component_id";
  const { rows } = await pool().query(
    `select state, extract(epoch from started_at)::float8 as from_s, extract(epoch from ended_at)::float8 as to_s
     from ${table} where ${key} = $1 order by started_at`,
    [id],
  );
  return rows.map(
    (row) =>
      `${row.state} ${row.from_s - startAt / 1000}–${row.to_s === null ? "" : row.to_s - startAt / 1000}`,
  );
}
