-- CreateTable
CREATE TABLE "tiers" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL,
    "promises" JSONB NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tiers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slis" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "kind" TEXT NOT NULL,
    "source" JSONB NOT NULL,
    "component_ids" TEXT[],
    "archived_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slis_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sli_sources" (
    "sli_id" TEXT NOT NULL,
    "read_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "last_window_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "last_fault" TEXT,
    "cursor" JSONB,

    CONSTRAINT "sli_sources_pkey" PRIMARY KEY ("sli_id")
);

-- CreateTable
CREATE TABLE "sli_measurements" (
    "sli_id" TEXT NOT NULL,
    "window_at" TIMESTAMPTZ(3) NOT NULL,
    "window_seconds" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "good" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "counts" BIGINT[],
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sli_measurements_pkey" PRIMARY KEY ("sli_id","window_at","window_seconds","source")
);

-- CreateTable
CREATE TABLE "sli_windows" (
    "sli_id" TEXT NOT NULL,
    "window_at" TIMESTAMPTZ(3) NOT NULL,
    "good" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "counts" BIGINT[],

    CONSTRAINT "sli_windows_pkey" PRIMARY KEY ("sli_id","window_at")
);

-- CreateTable
CREATE TABLE "sli_hours" (
    "sli_id" TEXT NOT NULL,
    "hour_at" TIMESTAMPTZ(3) NOT NULL,
    "good" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "counts" BIGINT[],

    CONSTRAINT "sli_hours_pkey" PRIMARY KEY ("sli_id","hour_at")
);

-- CreateTable
CREATE TABLE "slos" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL,
    "component_ids" TEXT[],
    "is_public" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slo_objectives" (
    "id" TEXT NOT NULL,
    "slo_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "tier_key" TEXT,
    "rule" JSONB NOT NULL,
    "target" TEXT NOT NULL,
    "alerts" JSONB NOT NULL DEFAULT '[]',
    "position" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "slo_objectives_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slo_versions" (
    "slo_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slo_versions_pkey" PRIMARY KEY ("slo_id","version")
);

-- CreateTable
CREATE TABLE "slo_states" (
    "objective_id" TEXT NOT NULL,
    "evaluated_at" TIMESTAMPTZ(3) NOT NULL,
    "figures" JSONB,
    "memory" JSONB NOT NULL DEFAULT '{}',
    "fault" TEXT,
    "no_data_since" TIMESTAMPTZ(3),
    "counted" TEXT,

    CONSTRAINT "slo_states_pkey" PRIMARY KEY ("objective_id")
);

-- CreateTable
CREATE TABLE "slo_sums" (
    "objective_id" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "good" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,

    CONSTRAINT "slo_sums_pkey" PRIMARY KEY ("objective_id","part","seconds","at")
);

-- CreateTable
CREATE TABLE "sli_touches" (
    "sli_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sli_touches_pkey" PRIMARY KEY ("sli_id")
);

-- CreateTable
CREATE TABLE "slo_days" (
    "objective_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "good" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "excluded" BIGINT NOT NULL DEFAULT 0,
    "unknown" BIGINT NOT NULL DEFAULT 0,
    "worst" JSONB,

    CONSTRAINT "slo_days_pkey" PRIMARY KEY ("objective_id","day")
);

-- CreateTable
CREATE TABLE "violations" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "slo_id" TEXT NOT NULL,
    "objective_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "rule" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "detected_at" TIMESTAMPTZ(3) NOT NULL,
    "critical_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "resumes_at" TIMESTAMPTZ(3),
    "budget_ends_at" TIMESTAMPTZ(3),
    "level" INTEGER NOT NULL DEFAULT 0,
    "actual" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "component_ids" TEXT[],
    "incident_id" TEXT,
    "resolved_by" TEXT,
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "violations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "violation_events" (
    "id" BIGSERIAL NOT NULL,
    "violation_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "violation_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_policies" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "levels" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "escalation_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_timers" (
    "violation_id" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "base_at" TIMESTAMPTZ(3) NOT NULL,
    "covered_by" TEXT,

    CONSTRAINT "escalation_timers_pkey" PRIMARY KEY ("violation_id","level")
);

-- CreateTable
CREATE TABLE "escalation_ticks" (
    "violation_id" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "item" TEXT NOT NULL,
    "ticked_by" TEXT NOT NULL,
    "ticked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "escalation_ticks_pkey" PRIMARY KEY ("violation_id","level","item")
);

-- CreateTable
CREATE TABLE "contact_points" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "user_id" TEXT,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "destination" TEXT,
    "sealed" TEXT,
    "language" TEXT NOT NULL DEFAULT 'ko',
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "on_call_schedules" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "layers" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "on_call_schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "on_call_overrides" (
    "id" TEXT NOT NULL,
    "schedule_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "on_call_overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "response_actions" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "sealed" TEXT,
    "triggers" JSONB NOT NULL DEFAULT '[]',
    "mode" TEXT NOT NULL DEFAULT 'dry_run',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "response_actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_runs" (
    "id" BIGSERIAL NOT NULL,
    "page_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "violation_id" TEXT,
    "action_id" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "is_dry_run" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "outcomes" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "action_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pager_alerts" (
    "violation_id" TEXT NOT NULL,
    "contact_id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "wanted" TEXT NOT NULL,
    "wanted_at" TIMESTAMPTZ(3) NOT NULL,
    "sent" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "outcomes" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "pager_alerts_pkey" PRIMARY KEY ("violation_id","contact_id")
);

-- CreateTable
CREATE TABLE "integrity_events" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "rto_seconds" INTEGER,
    "rpo_seconds" INTEGER,
    "client_id" TEXT NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integrity_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "otlp_series" (
    "page_id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "first_ns" BIGINT NOT NULL,
    "start_ns" BIGINT NOT NULL,
    "last_ns" BIGINT NOT NULL,
    "recent_ns" BIGINT[],
    "value" JSONB,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "otlp_series_pkey" PRIMARY KEY ("page_id","series")
);

-- CreateTable
CREATE TABLE "deployments" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "component_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tiers_page_id_key_key" ON "tiers"("page_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "slis_page_id_key_key" ON "slis"("page_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "slos_page_id_key_key" ON "slos"("page_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "slo_objectives_slo_id_key_key" ON "slo_objectives"("slo_id", "key");

-- CreateIndex
CREATE INDEX "violations_page_id_detected_at_idx" ON "violations"("page_id", "detected_at" DESC);

-- CreateIndex
CREATE INDEX "violations_objective_id_detected_at_idx" ON "violations"("objective_id", "detected_at" DESC);

-- CreateIndex
CREATE INDEX "violations_incident_id_idx" ON "violations"("incident_id");

-- CreateIndex
CREATE INDEX "violation_events_violation_id_id_idx" ON "violation_events"("violation_id", "id");

-- CreateIndex
CREATE INDEX "escalation_policies_page_id_idx" ON "escalation_policies"("page_id");

-- CreateIndex
CREATE INDEX "contact_points_page_id_idx" ON "contact_points"("page_id");

-- CreateIndex
CREATE INDEX "contact_points_user_id_idx" ON "contact_points"("user_id");

-- CreateIndex
CREATE INDEX "on_call_schedules_page_id_idx" ON "on_call_schedules"("page_id");

-- CreateIndex
CREATE INDEX "on_call_overrides_schedule_id_started_at_idx" ON "on_call_overrides"("schedule_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "response_actions_page_id_key_key" ON "response_actions"("page_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "action_runs_key_key" ON "action_runs"("key");

-- CreateIndex
CREATE INDEX "action_runs_violation_id_idx" ON "action_runs"("violation_id");

-- CreateIndex
CREATE INDEX "action_runs_action_id_idx" ON "action_runs"("action_id");

-- CreateIndex
CREATE INDEX "integrity_events_page_id_at_idx" ON "integrity_events"("page_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "integrity_events_page_id_kind_job_client_id_key" ON "integrity_events"("page_id", "kind", "job", "client_id");

-- CreateIndex
CREATE INDEX "otlp_series_page_id_stream_idx" ON "otlp_series"("page_id", "stream");

-- CreateIndex
CREATE INDEX "otlp_series_page_id_seen_at_idx" ON "otlp_series"("page_id", "seen_at");

-- CreateIndex
CREATE INDEX "deployments_page_id_at_idx" ON "deployments"("page_id", "at");

-- AddForeignKey
ALTER TABLE "slo_objectives" ADD CONSTRAINT "slo_objectives_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slos"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_overrides" ADD CONSTRAINT "on_call_overrides_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "on_call_schedules"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- An objective has one open violation in each scope: two workers that judge at once cannot open two.
CREATE UNIQUE INDEX "violations_open" ON "violations" ("objective_id", "scope") WHERE "resolved_at" IS NULL;
CREATE INDEX "violations_unresolved" ON "violations" ("page_id") WHERE "resolved_at" IS NULL;
CREATE INDEX "escalation_timers_due" ON "escalation_timers" ("due_at") WHERE "done_at" IS NULL AND "cancelled_at" IS NULL;
CREATE INDEX "action_runs_due" ON "action_runs" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "pager_alerts_due" ON "pager_alerts" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "pager_alerts_open" ON "pager_alerts" ("violation_id") WHERE "wanted" <> 'resolve';
-- What ended lately is told to whoever was paged; what it covered is paged by its own violation.
CREATE INDEX "violations_resolved" ON "violations" ("resolved_at") WHERE "resolved_at" IS NOT NULL;
CREATE INDEX "escalation_timers_covered" ON "escalation_timers" ("covered_by") WHERE "covered_by" IS NOT NULL;
CREATE INDEX "sli_sources_due" ON "sli_sources" ("due_at") WHERE "due_at" IS NOT NULL;

-- What was said of a violation stays said.
CREATE TRIGGER violation_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON violation_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER slo_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON slo_versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whatever writes windows, late data too: the objectives of the SLI are counted again from there, soon.
CREATE FUNCTION note_sli_touches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sli_touches AS t (sli_id, from_at)
    SELECT sli_id, min(window_at) FROM changed GROUP BY sli_id ORDER BY sli_id
    ON CONFLICT (sli_id) DO UPDATE SET from_at = least(t.from_at, excluded.from_at);
  IF FOUND THEN PERFORM pg_notify('measured', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER sli_windows_inserted AFTER INSERT ON sli_windows
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_sli_touches();
CREATE TRIGGER sli_windows_updated AFTER UPDATE ON sli_windows
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_sli_touches();
