import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import type { ProbeNowWithState } from "#lib/domain/page/probe-now.ts";
import { REASONS } from "#lib/domain/reason.ts";
import { OUTCOMES } from "#lib/domain/status/sample.ts";
import { instant, instantText, instantTextOrNull } from "./instant.ts";

const milliseconds = z.number().nullable();

/** A probe that was asked for; `result` is null until it is finished. */
export const probeBody = z
  .object({
    id,
    monitor_id: id.nullable(),
    state: z.enum(["waiting", "running", "finished", "expired"]).meta({
      description: "expired: no worker took it in time, or the worker ended before it was done",
    }),
    requested_at: instant,
    finished_at: instant.nullable(),
    result: z
      .object({
        outcome: z.enum(OUTCOMES),
        reason: z.enum(REASONS).nullable(),
        http_status: z.number().int().nullable(),
        dns_ms: milliseconds,
        connect_ms: milliseconds,
        tls_ms: milliseconds,
        first_byte_ms: milliseconds,
        total_ms: z.number(),
        tls_days_left: z.number().int().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Probe" });

export const presentProbe = (probe: ProbeNowWithState): z.infer<typeof probeBody> => ({
  id: probe.id,
  monitor_id: probe.monitorId,
  state: probe.state,
  requested_at: instantText(probe.requestedAt),
  finished_at: instantTextOrNull(probe.finishedAt),
  result: probe.result && {
    outcome: probe.result.outcome,
    reason: probe.result.reason,
    http_status: probe.result.httpStatus,
    dns_ms: probe.result.dnsMs,
    connect_ms: probe.result.connectMs,
    tls_ms: probe.result.tlsMs,
    first_byte_ms: probe.result.firstByteMs,
    total_ms: probe.result.totalMs,
    tls_days_left: probe.result.tlsDaysLeft,
  },
});

export const probeExample: z.infer<typeof probeBody> = {
  id: "b7n8m9q0w1e2",
  monitor_id: "m4n5b6v7c8x9",
  state: "finished",
  requested_at: "2026-11-23T01:00:00.000Z",
  finished_at: "2026-11-23T01:00:00.412Z",
  result: {
    outcome: "up",
    reason: null,
    http_status: 200,
    dns_ms: 3.1,
    connect_ms: 12.4,
    tls_ms: 25.2,
    first_byte_ms: 48.9,
    total_ms: 91.3,
    tls_days_left: 61,
  },
};
