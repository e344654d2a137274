import { flatMonitor, HIDDEN, type Monitor } from "#lib/domain/page/monitor.ts";
import { DNS_RECORDS, type MonitorKind } from "#lib/domain/status/monitor.ts";

/** What the form holds: texts as they are typed, so that nothing typed is lost. */
export type MonitorValues = {
  kind: Exclude<MonitorKind, "self">;
  componentId: string;
  url: string;
  method: string;
  headers: string;
  body: string;
  followRedirects: boolean;
  expectedStatus: string;
  keyword: string;
  minimumDays: string;
  host: string;
  port: string;
  record: string;
  expected: string;
  graceSeconds: string;
  intervalSeconds: string;
  timeoutMs: string;
  confirmations: string;
  degradedAboveMs: string;
  enabled: boolean;
  autoIncident: string;
  autoAfter: string;
};

export const RECORDS = DNS_RECORDS;

export const NEW_MONITOR: MonitorValues = {
  kind: "http",
  componentId: "",
  url: "",
  method: "GET",
  headers: "",
  body: "",
  followRedirects: true,
  expectedStatus: "200-299",
  keyword: "",
  minimumDays: "",
  host: "",
  port: "",
  record: "A",
  expected: "",
  graceSeconds: "30",
  intervalSeconds: "30",
  timeoutMs: "10000",
  confirmations: "2",
  degradedAboveMs: "",
  enabled: true,
  autoIncident: "draft",
  autoAfter: "",
};

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

/** Stored values of headers, and a stored body, never reach the browser: only that they are there. */
export function valuesOf(monitor: Monitor): MonitorValues {
  const flat: Record<string, unknown> = flatMonitor(monitor);
  const headers = Object.keys((flat.headers ?? {}) as object);
  return {
    kind: monitor.kind as MonitorValues["kind"],
    componentId: monitor.componentId,
    url: text(flat.url),
    method: text(flat.method ?? "GET"),
    headers: headers.map((name) => `${name}: ${HIDDEN}`).join("\n"),
    body: flat.body === undefined ? "" : HIDDEN,
    followRedirects: flat.follow_redirects !== false,
    expectedStatus: text(flat.expected_status ?? "200-299"),
    keyword: text(flat.keyword),
    minimumDays: text(flat.minimum_days),
    host: text(flat.host),
    port: text(flat.port),
    record: text(flat.record ?? "A"),
    expected: text(flat.expected),
    graceSeconds: text(flat.grace_seconds ?? 30),
    intervalSeconds: text(monitor.intervalSeconds),
    timeoutMs: text(monitor.timeoutMs),
    confirmations: text(monitor.confirmations),
    degradedAboveMs: text(monitor.degradedAboveMs),
    enabled: monitor.enabled,
    autoIncident: monitor.autoIncident,
    autoAfter: text(monitor.autoPublishAfterMinutes),
  };
}

/** A number as it was typed; what is none goes as it is, and the server says so beside the field. */
const number = (typed: string): number | string => {
  const trimmed = typed.trim();
  return trimmed !== "" && Number.isFinite(Number(trimmed)) ? Number(trimmed) : typed;
};
const orNull = <T>(typed: string, value: T): T | null => (typed.trim() === "" ? null : value);
const optional = (typed: string) => orNull(typed, typed);

function headersOf(lines: string): Record<string, string> {
  const pairs = lines.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    pairs.map((line) => {
      const at = line.indexOf(":");
      return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

const configOf = (values: MonitorValues): Record<string, unknown> => {
  const { kind } = values;
  const days = orNull(values.minimumDays, number(values.minimumDays));
  if (kind === "http")
    return {
      url: values.url.trim(),
      method: values.method,
      headers: headersOf(values.headers),
      follow_redirects: values.followRedirects,
      expected_status: values.expectedStatus.trim(),
      keyword: optional(values.keyword),
      minimum_days: days,
      ...(values.body !== HIDDEN && { body: optional(values.body) }),
    };
  const host = values.host.trim();
  if (kind === "tcp") return { host, port: number(values.port) };
  if (kind === "tls") return { host, port: orNull(values.port, number(values.port)), minimum_days: days };
  if (kind === "dns") return { host, record: values.record, expected: optional(values.expected) };
  return kind === "heartbeat" ? { grace_seconds: number(values.graceSeconds) } : {};
};

/** The monitor of a request. A new one leaves out what is empty; a patch says null, which takes it away. */
export function bodyOf(values: MonitorValues, isNew: boolean): Record<string, unknown> {
  const all = {
    kind: values.kind,
    component_id: values.componentId,
    ...configOf(values),
    interval_seconds: number(values.intervalSeconds),
    timeout_ms: number(values.timeoutMs),
    confirmations: number(values.confirmations),
    degraded_above_ms: orNull(values.degradedAboveMs, number(values.degradedAboveMs)),
    enabled: values.enabled,
    auto_incident: values.autoIncident,
    auto_publish_after_minutes: orNull(values.autoAfter, number(values.autoAfter)),
  };
  return isNew ? Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) : all;
}
