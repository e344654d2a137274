import { z } from "zod";
import { LEVELS } from "#lib/domain/escalation/policy.ts";
import { id } from "#lib/domain/id.ts";
import { SEVERITIES } from "#lib/domain/slo/definition.ts";
import type { ViolationView } from "#lib/domain/slo/overview.ts";
import { VIOLATION_EVENTS, type Violation } from "#lib/domain/slo/violation.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

/** An objective that is or was not met. */
export const violationBody = z
  .object({
    id,
    page_id: id,
    slo: z.object({ id, key: z.string(), name: z.string() }),
    objective: z.object({ id, key: z.string(), name: z.string(), tier: z.string().nullable() }),
    rule: z
      .string()
      .meta({ description: "The alert rule that fires: `burn:3600:14.4`, `consecutive:3` and the like" }),
    severity: z.enum(SEVERITIES),
    actual: z.string().meta({ description: "What was judged, in `unit`" }),
    target: z.string(),
    unit: z.enum(["percent", "us", "count"]),
    started_at: instant.meta({ description: "Start of the first bad moment" }),
    detected_at: instant,
    critical_at: instant
      .nullable()
      .meta({ description: "From when the escalation counts; null while it is not critical" }),
    ended_at: instant.nullable().meta({ description: "End of the last bad moment" }),
    resolved_at: instant.nullable(),
    resolved_by: z.string().nullable().meta({ description: "Who ended it by hand; null where its rule did" }),
    acknowledged_at: instant.nullable(),
    acknowledged_by: z.string().nullable(),
    resumes_at: instant
      .nullable()
      .meta({ description: "Until when an acknowledgement holds the escalation" }),
    level: z
      .number()
      .int()
      .min(0)
      .max(4)
      .meta({ description: "Highest level of the escalation reached; 0: none" }),
    component_ids: z.array(id),
    incident_id: id.nullable(),
    reopened: z.number().int().meta({ description: "How often it came back within ten minutes" }),
    revision: z.number().int(),
  })
  .meta({ id: "Violation" });

export const presentViolation = (violation: Violation): z.infer<typeof violationBody> => ({
  id: violation.id,
  page_id: violation.pageId,
  slo: { id: violation.sloId, key: violation.sloKey, name: violation.sloName },
  objective: {
    id: violation.objectiveId,
    key: violation.objectiveKey,
    name: violation.objectiveName,
    tier: violation.tierKey,
  },
  rule: violation.rule,
  severity: violation.severity,
  actual: violation.actual,
  target: violation.target,
  unit: violation.unit,
  started_at: instantText(violation.startedAt),
  detected_at: instantText(violation.detectedAt),
  critical_at: instantTextOrNull(violation.criticalAt),
  ended_at: instantTextOrNull(violation.endedAt),
  resolved_at: instantTextOrNull(violation.resolvedAt),
  resolved_by: violation.resolvedBy,
  acknowledged_at: instantTextOrNull(violation.acknowledgedAt),
  acknowledged_by: violation.acknowledgedBy,
  resumes_at: instantTextOrNull(violation.resumesAt),
  level: violation.level,
  component_ids: violation.componentIds,
  incident_id: violation.incidentId,
  reopened: violation.reopened,
  revision: violation.revision,
});

const level = z.number().int().min(LEVELS[0]).max(LEVELS[3]);

/** The same with all that happened to it. */
export const violationWithLog = violationBody
  .extend({
    events: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(VIOLATION_EVENTS),
        details: z.record(z.string(), z.unknown()),
        author: z.object({ kind: z.string(), id: z.string() }),
        at: instant,
      }),
    ),
    timers: z.array(
      z.object({
        level,
        reason: z.string(),
        due_at: instant,
        done_at: instant.nullable(),
        cancelled_at: instant.nullable(),
      }),
    ),
    ticks: z.array(z.object({ level, item: z.string(), ticked_by: z.string(), ticked_at: instant })),
    action_runs: z.array(
      z.object({
        id: z.string(),
        action_id: id,
        action_name: z.string(),
        level: z.number().int(),
        is_dry_run: z.boolean(),
        state: z.string(),
        attempts: z.number().int(),
        created_at: instant,
        finished_at: instant.nullable(),
      }),
    ),
  })
  .meta({ id: "ViolationWithLog" });

export const presentViolationView = (view: ViolationView): z.infer<typeof violationWithLog> => ({
  ...presentViolation(view.violation),
  events: view.events.map((event) => ({
    id: event.id,
    kind: event.kind,
    details: event.details,
    author: { kind: event.actorKind, id: event.actorId },
    at: instantText(event.at),
  })),
  timers: view.timers.map((timer) => ({
    level: timer.level,
    reason: timer.reason,
    due_at: instantText(timer.dueAt),
    done_at: instantTextOrNull(timer.doneAt),
    cancelled_at: instantTextOrNull(timer.cancelledAt),
  })),
  ticks: view.ticks.map((tick) => ({
    level: tick.level,
    item: tick.item,
    ticked_by: tick.tickedBy,
    ticked_at: instantText(tick.tickedAt),
  })),
  action_runs: view.runs.map((run) => ({
    id: run.id,
    action_id: run.actionId,
    action_name: run.actionName,
    level: run.level,
    is_dry_run: run.isDryRun,
    state: run.state,
    attempts: run.attempts,
    created_at: instantText(run.createdAt),
    finished_at: instantTextOrNull(run.finishedAt),
  })),
});
