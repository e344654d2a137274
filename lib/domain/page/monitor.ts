import { z } from "zod";
import { type Fault, invalid } from "#lib/domain/errors.ts";
import {
  dnsConfig,
  externalConfig,
  heartbeatConfig,
  httpConfig,
  type MonitorConfigs,
  type MonitorKind,
  monitorCommon,
  tcpConfig,
  tlsConfig,
} from "#lib/domain/status/monitor.ts";

export const MAX_MONITORS = 2_000;

/** A monitor as people manage it. Instants are milliseconds since the epoch; `config` depends on the kind. */
export type Monitor = {
  id: string;
  pageId: string;
  componentId: string;
  kind: MonitorKind;
  config: MonitorConfigs[MonitorKind];
  intervalSeconds: number;
  timeoutMs: number;
  confirmations: number;
  degradedAboveMs: number | null;
  enabled: boolean;
  autoIncident: "off" | "draft" | "publish";
  autoPublishAfterMinutes: number | null;
  catalogueKey: string | null;
  lastPingAt: number | null;
  tlsExpiresAt: number | null;
  archivedAt: number | null;
  createdAt: number;
  updatedAt: number;
};

const common = monitorCommon.shape;

/** A new monitor, flat as in the manage API; `kind` decides which further fields it has. */
export const newMonitor = z.discriminatedUnion("kind", [
  httpConfig.extend(common).extend({ kind: z.literal("http") }),
  tcpConfig.extend(common).extend({ kind: z.literal("tcp") }),
  dnsConfig.extend(common).extend({ kind: z.literal("dns") }),
  tlsConfig.extend(common).extend({ kind: z.literal("tls") }),
  heartbeatConfig.extend(common).extend({ kind: z.literal("heartbeat") }),
  externalConfig.extend(common).extend({ kind: z.literal("external") }),
]);
export type NewMonitor = z.infer<typeof newMonitor>;

const withoutDefault = (field: z.ZodType): z.ZodType =>
  field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field;
const { component_id: _fixed, ...changeable } = common;
const anyField: Record<string, z.ZodType> = {
  ...changeable,
  ...heartbeatConfig.shape,
  ...dnsConfig.shape,
  ...tlsConfig.shape,
  ...tcpConfig.shape,
  ...httpConfig.shape,
};

/**
 * A change of a monitor: any field of its kind, `null` takes an optional one away; checked together with what it has
 * (`changedMonitor`). The kind never changes: its samples would mean something else.
 */
export const monitorPatch = z.object({
  ...Object.fromEntries(
    Object.entries(anyField).map(([name, field]) => [name, withoutDefault(field).nullish()]),
  ),
  kind: z.string().optional().meta({ description: "cannot change; accepted when it is the same" }),
  component_id: z.string().optional().meta({ description: "cannot change; accepted when it is the same" }),
  rotate_secret: z
    .boolean()
    .optional()
    .meta({ description: "heartbeat: replace the URL; the new one is told once" }),
});
export type MonitorPatch = Record<string, unknown> & { rotate_secret?: boolean | undefined };

/** What stands for the value of a header that is kept but never told again. */
export const HIDDEN = "(hidden)";

/** Splits flat fields into those that every monitor has and the configuration of its kind. */
export function splitMonitor(flat: NewMonitor) {
  const { component_id, interval_seconds, timeout_ms, confirmations, ...rest } = flat;
  const { degraded_above_ms, enabled, auto_incident, auto_publish_after_minutes, kind, ...config } = rest;
  return {
    componentId: component_id,
    kind,
    intervalSeconds: interval_seconds,
    timeoutMs: timeout_ms,
    confirmations,
    degradedAboveMs: degraded_above_ms,
    enabled,
    autoIncident: auto_incident,
    autoPublishAfterMinutes: auto_publish_after_minutes,
    config: config as MonitorConfigs[MonitorKind],
  };
}

/** The other way: the fields as the manage API tells them (secrets not yet hidden). */
export const flatMonitor = (monitor: Monitor) => ({
  ...monitor.config,
  kind: monitor.kind,
  component_id: monitor.componentId,
  interval_seconds: monitor.intervalSeconds,
  timeout_ms: monitor.timeoutMs,
  confirmations: monitor.confirmations,
  degraded_above_ms: monitor.degradedAboveMs,
  enabled: monitor.enabled,
  auto_incident: monitor.autoIncident,
  auto_publish_after_minutes: monitor.autoPublishAfterMinutes,
});

/** Faults that concern several fields at once. */
export function monitorFaults(monitor: Pick<NewMonitor, "timeout_ms" | "interval_seconds">): Fault[] {
  if (monitor.timeout_ms <= monitor.interval_seconds * 1000) return [];
  return [{ path: "monitor.timeout_ms", message: "must not be longer than the interval" }];
}

/**
 * Stored header values go on only to the origin that they were given for: who may change a monitor but not read them must
 * not send them to a host of their own.
 */
function movedHeaders(before: Record<string, unknown>, patch: Record<string, unknown>): Fault[] {
  const origin = (url: unknown) => (typeof url === "string" ? URL.parse(url)?.origin : undefined);
  const isSame = patch.url === undefined || origin(patch.url) === origin(before.url);
  if (isSame || patch.headers === null) return [];
  const stored = Object.keys((before.headers ?? {}) as object);
  const sent = patch.headers as Record<string, unknown> | undefined;
  const moved = stored.filter((name) => sent === undefined || sent[name] === HIDDEN);
  return moved.map((name) => ({
    path: `monitor.headers.${name}`,
    message: "send its value again, or leave the header out: the URL leads to another origin",
  }));
}

/** Fields whose null is a value; of the others null takes them away. */
const NULLABLE = new Set(["degraded_above_ms", "auto_publish_after_minutes"]);

function keptHeaders(before: Record<string, unknown>, patch: Record<string, unknown>): object {
  if (typeof patch.headers !== "object" || patch.headers === null) return {};
  const stored = (before.headers ?? {}) as Record<string, string>;
  const kept = Object.entries(patch.headers).map(([name, value]) => [
    name,
    value === HIDDEN && Object.hasOwn(stored, name) ? stored[name] : value,
  ]);
  return { headers: Object.fromEntries(kept) };
}

/**
 * The monitor after a change, checked as a whole. `null` takes an optional field away; a header value of "(hidden)" keeps
 * what is stored.
 * @throws Failure invalid with the path of each fault, also when the kind or the component would change
 */
export function changedMonitor(monitor: Monitor, patch: Record<string, unknown>): NewMonitor {
  const before: Record<string, unknown> = flatMonitor(monitor);
  const merged: Record<string, unknown> = { ...before, ...patch, ...keptHeaders(before, patch) };
  for (const key of Object.keys(merged)) if (merged[key] === null && !NULLABLE.has(key)) delete merged[key];
  const fixed = (["kind", "component_id"] as const).filter(
    (key) => patch[key] !== undefined && patch[key] !== before[key],
  );
  if (fixed.length > 0)
    throw invalid(
      fixed.map((key) => ({
        path: `monitor.${key}`,
        message: "cannot change: archive this monitor, make another",
      })),
    );
  const moved = movedHeaders(before, patch);
  if (moved.length > 0) throw invalid(moved);
  const parsed = newMonitor.safeParse(merged);
  if (!parsed.success)
    throw invalid(
      parsed.error.issues.map(({ path, message }) => ({ path: ["monitor", ...path].join("."), message })),
    );
  return parsed.data;
}

type Destined = { kind: MonitorKind; url?: string | undefined; host?: string; port?: number };

/** Where a monitor connects to, for the check at saving; null when it connects nowhere (or only to the resolver). */
export function destinationOf(flat: Destined): { field: "url" | "host"; value: string } | null {
  if (flat.kind === "http") return { field: "url", value: flat.url ?? "" };
  if (flat.kind === "tcp" || flat.kind === "tls") {
    const host = flat.host?.includes(":") ? `[${flat.host}]` : flat.host;
    return { field: "host", value: `${host}:${flat.port}` };
  }
  return null;
}
