import { z } from "zod";
import { alertRule } from "#lib/domain/alerts/rules.ts";
import { ALERT_SOURCE_KINDS, type Alert, type AlertSource } from "#lib/domain/alerts/source.ts";
import { id } from "#lib/domain/id.ts";
import type { PresentContext } from "../endpoint.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

/** A source of alerts. Its address and what it signs with are never told again. */
export const alertSourceBody = z
  .object({
    id,
    page_id: id,
    kind: z.enum(ALERT_SOURCE_KINDS),
    name: z.string(),
    rules: z.array(alertRule),
    damp_seconds: z.number().int(),
    auto_publish_after_minutes: z.number().int().nullable(),
    enabled: z.boolean(),
    unmatched: z.enum(["draft", "ignore"]),
    topic_arn: z.string().nullable(),
    has_signing_secret: z.boolean(),
    ingest_url: z
      .url()
      .optional()
      .meta({ description: "In the answer that makes it: where alerts are sent. Told once, never again" }),
    last_received_at: instant.nullable(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: "AlertSource" });

export const presentAlertSource = (source: AlertSource) => ({
  id: source.id,
  page_id: source.pageId,
  kind: source.kind,
  name: source.name,
  rules: source.rules,
  damp_seconds: source.dampSeconds,
  auto_publish_after_minutes: source.autoPublishAfterMinutes,
  enabled: source.enabled,
  unmatched: source.settings.unmatched,
  topic_arn: source.settings.topicArn,
  has_signing_secret: source.settings.sealedSecret !== null,
  last_received_at: instantTextOrNull(source.lastReceivedAt),
  created_at: instantText(source.createdAt),
  updated_at: instantText(source.updatedAt),
});

/** The answer to the request that made the secret: the one place where it is told. */
export const presentAlertSourceWithSecret = (
  { source, secret }: { source: AlertSource; secret: string | null },
  { publicUrl }: PresentContext,
) => ({
  ...presentAlertSource(source),
  ...(secret && { ingest_url: `${publicUrl}/ingest/${source.kind}/${secret}` }),
});

export const alertBody = z
  .object({
    id,
    page_id: id,
    source_id: id,
    fingerprint: z.string(),
    status: z.enum(["firing", "resolved"]),
    title: z.string(),
    summary: z.string(),
    severity: z.string().nullable(),
    labels: z.record(z.string(), z.string()),
    url: z.string().nullable(),
    firing_since: instant,
    last_at: instant,
    resolved_at: instant.nullable(),
    count: z.number().int().meta({ description: "How often it was told as firing" }),
    component_ids: z.array(id).meta({ description: "What the source's rules suggest" }),
    incident_id: id.nullable().meta({ description: "The draft or incident that it belongs to" }),
  })
  .meta({ id: "Alert" });

export const presentAlert = (alert: Alert) => ({
  id: alert.id,
  page_id: alert.pageId,
  source_id: alert.sourceId,
  fingerprint: alert.fingerprint,
  status: alert.status,
  title: alert.title,
  summary: alert.summary,
  severity: alert.severity,
  labels: alert.labels,
  url: alert.url,
  firing_since: instantText(alert.firingSince),
  last_at: instantText(alert.lastAt),
  resolved_at: instantTextOrNull(alert.resolvedAt),
  count: alert.count,
  component_ids: alert.componentIds,
  incident_id: alert.incidentId,
});

export const alertSourceExample = {
  id: "a4n5b6v7c8x9",
  page_id: "p0qjfl24znv5",
  kind: "alertmanager",
  name: "Production",
  rules: [
    { match: { service: "api", severity: "crit*" }, component_id: "8kbf7d35c070", state: "major_outage" },
  ],
  damp_seconds: 60,
  auto_publish_after_minutes: null,
  enabled: true,
  unmatched: "draft",
  topic_arn: null,
  has_signing_secret: false,
  last_received_at: null,
  created_at: "2026-11-23T01:00:00.000Z",
  updated_at: "2026-11-23T01:00:00.000Z",
};

export const alertExample = {
  id: "w4n5b6v7c8x9",
  page_id: "p0qjfl24znv5",
  source_id: "a4n5b6v7c8x9",
  fingerprint: "1a30ba71cca2921f",
  status: "firing",
  title: "Checkout answers with errors",
  summary: "6.4 % of requests failed over the last 5 minutes.",
  severity: "critical",
  labels: { service: "api", severity: "critical" },
  url: "https://prometheus.example.com/graph",
  firing_since: "2026-11-23T01:00:00.000Z",
  last_at: "2026-11-23T01:05:00.000Z",
  resolved_at: null,
  count: 2,
  component_ids: ["8kbf7d35c070"],
  incident_id: null,
};
