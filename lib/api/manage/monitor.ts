import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { flatMonitor, HIDDEN, type Monitor } from "#lib/domain/page/monitor.ts";
import {
  dnsConfig,
  heartbeatConfig,
  httpConfig,
  MONITOR_KINDS,
  monitorCommon,
  tcpConfig,
  tlsConfig,
} from "#lib/domain/status/monitor.ts";
import type { PresentContext } from "./endpoint.ts";
import { instant, instantText, instantTextOrNull } from "./instant.ts";

const configs = { ...heartbeatConfig.shape, ...dnsConfig.shape, ...tlsConfig.shape, ...tcpConfig.shape };
const { port, minimum_days, record, grace_seconds, ...names } = { ...configs, ...httpConfig.shape };

/** A monitor, flat: fields of other kinds are left out. Values of headers are kept, never told. */
export const monitorBody = z
  .object({
    id,
    page_id: id,
    kind: z.enum([...MONITOR_KINDS, "self"]),
    ...monitorCommon.shape,
    url: names.url.optional(),
    method: names.method.unwrap().optional(),
    headers: z.record(z.string(), z.literal(HIDDEN)).optional(),
    body: names.body,
    follow_redirects: names.follow_redirects.unwrap().optional(),
    expected_status: names.expected_status.unwrap().optional(),
    keyword: names.keyword,
    minimum_days,
    host: names.host.optional(),
    port: port.optional(),
    record: record.unwrap().optional(),
    expected: names.expected,
    grace_seconds: grace_seconds.unwrap().optional(),
    heartbeat_url: z
      .url()
      .optional()
      .meta({ description: "Heartbeat monitors, in the answer that makes it: told once, never again" }),
    last_ping_at: instant.nullable(),
    tls_expires_at: instant.nullable(),
    created_at: instant,
    updated_at: instant,
    archived_at: instant.nullable(),
  })
  .meta({ id: "Monitor" });

const hiddenHeaders = (headers: unknown) =>
  typeof headers === "object" && headers !== null
    ? { headers: Object.fromEntries(Object.keys(headers).map((name) => [name, HIDDEN])) }
    : {};

/** A monitor with its settings on one level, as they are sent. */
export function presentMonitor(monitor: Monitor): Record<string, unknown> {
  const flat: Record<string, unknown> = flatMonitor(monitor);
  return {
    id: monitor.id,
    page_id: monitor.pageId,
    ...flat,
    ...hiddenHeaders(flat.headers),
    last_ping_at: instantTextOrNull(monitor.lastPingAt),
    tls_expires_at: instantTextOrNull(monitor.tlsExpiresAt),
    created_at: instantText(monitor.createdAt),
    updated_at: instantText(monitor.updatedAt),
    archived_at: instantTextOrNull(monitor.archivedAt),
  };
}

/** The answer to the request that made the secret: the one place where it is told. */
export const presentMonitorWithSecret = (
  { monitor, secret }: { monitor: Monitor; secret: string | null },
  { publicUrl }: PresentContext,
): Record<string, unknown> => ({
  ...presentMonitor(monitor),
  ...(secret && { heartbeat_url: `${publicUrl}/heartbeat/${secret}` }),
});

export const monitorExample = {
  id: "m4n5b6v7c8x9",
  page_id: "p0qjfl24znv5",
  kind: "http",
  component_id: "8kbf7d35c070",
  url: "https://api.example.com/health",
  method: "GET",
  headers: {},
  follow_redirects: true,
  expected_status: "200-299",
  interval_seconds: 30,
  timeout_ms: 10000,
  confirmations: 2,
  degraded_above_ms: 1500,
  enabled: true,
  auto_incident: "draft",
  auto_publish_after_minutes: null,
  last_ping_at: null,
  tls_expires_at: null,
  created_at: "2026-11-23T01:00:00.000Z",
  updated_at: "2026-11-23T01:00:00.000Z",
  archived_at: null,
};
