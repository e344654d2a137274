-- AlterTable
ALTER TABLE "pages" ADD COLUMN     "logo_dark_id" TEXT,
ADD COLUMN     "logo_id" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "theme" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "monitors" ADD COLUMN     "auto_publish_after_minutes" INTEGER;

-- CreateTable
CREATE TABLE "incidents" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL,
    "impact_override" TEXT,
    "priority" INTEGER,
    "published_at" TIMESTAMPTZ(3),
    "unpublished_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "monitoring_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "next_update_at" TIMESTAMPTZ(3),
    "is_backfilled" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "earlier_names" JSONB NOT NULL DEFAULT '[]',
    "component_times" JSONB NOT NULL DEFAULT '[]',
    "unpublish_reason" TEXT,
    "owner_id" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "origin" TEXT NOT NULL DEFAULT 'person',
    "origin_id" TEXT,
    "is_attended" BOOLEAN NOT NULL DEFAULT true,
    "auto_publish_at" TIMESTAMPTZ(3),
    "resolve_proposed_at" TIMESTAMPTZ(3),
    "merged_into_id" TEXT,
    "scheduled_for" TIMESTAMPTZ(3),
    "scheduled_until" TIMESTAMPTZ(3),
    "starts_itself" BOOLEAN NOT NULL DEFAULT true,
    "ends_itself" BOOLEAN NOT NULL DEFAULT true,
    "notifies_at_start" BOOLEAN NOT NULL DEFAULT true,
    "notifies_at_end" BOOLEAN NOT NULL DEFAULT true,
    "remind_minutes" INTEGER[],
    "series_id" TEXT,
    "occurrence_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_components" (
    "incident_id" TEXT NOT NULL,
    "component_id" TEXT NOT NULL,
    "state" "component_state" NOT NULL,

    CONSTRAINT "incident_components_pkey" PRIMARY KEY ("incident_id","component_id")
);

-- CreateTable
CREATE TABLE "incident_updates" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "display_at" TIMESTAMPTZ(3) NOT NULL,
    "deliver_notifications" BOOLEAN NOT NULL DEFAULT true,
    "components" JSONB,
    "is_automatic" BOOLEAN NOT NULL DEFAULT false,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_updates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_update_revisions" (
    "id" BIGSERIAL NOT NULL,
    "update_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "display_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_update_revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "postmortems" (
    "incident_id" TEXT NOT NULL,
    "draft" TEXT,
    "draft_translations" JSONB NOT NULL DEFAULT '{}',
    "draft_at" TIMESTAMPTZ(3),
    "body" TEXT,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "body_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "notifies_subscribers" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "postmortems_pkey" PRIMARY KEY ("incident_id")
);

-- CreateTable
CREATE TABLE "maintenance_notices" (
    "incident_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "scheduled_for" TIMESTAMPTZ(3) NOT NULL,
    "scheduled_until" TIMESTAMPTZ(3) NOT NULL,
    "notice_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "maintenance_notices_pkey" PRIMARY KEY ("incident_id","version")
);

-- CreateTable
CREATE TABLE "maintenance_reminders" (
    "incident_id" TEXT NOT NULL,
    "scheduled_for" TIMESTAMPTZ(3) NOT NULL,
    "minutes" INTEGER NOT NULL,
    "reminded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "maintenance_reminders_pkey" PRIMARY KEY ("incident_id","scheduled_for","minutes")
);

-- CreateTable
CREATE TABLE "maintenance_series" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "component_ids" TEXT[],
    "rrule" TEXT NOT NULL,
    "starts_at" TEXT NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "notice_hours" INTEGER NOT NULL DEFAULT 168,
    "remind_minutes" INTEGER[],
    "starts_itself" BOOLEAN NOT NULL DEFAULT true,
    "ends_itself" BOOLEAN NOT NULL DEFAULT true,
    "archived_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "maintenance_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_templates" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "group_id" TEXT,
    "update_status" TEXT,
    "components" JSONB NOT NULL DEFAULT '[]',
    "should_send_notifications" BOOLEAN NOT NULL DEFAULT true,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "corrections" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "component_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "corrections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "images" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "page_policies" (
    "page_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "weights" JSONB NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "page_policies_pkey" PRIMARY KEY ("page_id","version")
);

-- CreateTable
CREATE TABLE "alert_sources" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "rules" JSONB NOT NULL DEFAULT '[]',
    "damp_seconds" INTEGER NOT NULL DEFAULT 60,
    "auto_publish_after_minutes" INTEGER,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "last_received_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "severity" TEXT,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "url" TEXT,
    "firing_since" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "count" INTEGER NOT NULL DEFAULT 1,
    "component_ids" TEXT[],
    "incident_id" TEXT,

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "probe_requests" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "monitor_id" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "target" JSONB,
    "result" JSONB,

    CONSTRAINT "probe_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seals" (
    "seq" BIGINT NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "incidents_page_id_started_at_idx" ON "incidents"("page_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "incidents_origin_id_idx" ON "incidents"("origin_id");

-- CreateIndex
CREATE UNIQUE INDEX "incidents_series_id_occurrence_at_key" ON "incidents"("series_id", "occurrence_at");

-- CreateIndex
CREATE INDEX "incident_components_component_id_idx" ON "incident_components"("component_id");

-- CreateIndex
CREATE INDEX "incident_updates_incident_id_display_at_idx" ON "incident_updates"("incident_id", "display_at");

-- CreateIndex
CREATE INDEX "incident_update_revisions_update_id_idx" ON "incident_update_revisions"("update_id");

-- CreateIndex
CREATE INDEX "maintenance_series_page_id_idx" ON "maintenance_series"("page_id");

-- CreateIndex
CREATE INDEX "incident_templates_page_id_idx" ON "incident_templates"("page_id");

-- CreateIndex
CREATE INDEX "corrections_component_id_started_at_idx" ON "corrections"("component_id", "started_at");

-- CreateIndex
CREATE INDEX "images_page_id_idx" ON "images"("page_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_sources_secret_hash_key" ON "alert_sources"("secret_hash");

-- CreateIndex
CREATE INDEX "alert_sources_page_id_idx" ON "alert_sources"("page_id");

-- CreateIndex
CREATE INDEX "alerts_page_id_last_at_idx" ON "alerts"("page_id", "last_at");

-- CreateIndex
CREATE INDEX "alerts_incident_id_idx" ON "alerts"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "alerts_source_id_fingerprint_key" ON "alerts"("source_id", "fingerprint");

-- CreateIndex
CREATE INDEX "probe_requests_finished_at_requested_at_idx" ON "probe_requests"("finished_at", "requested_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seals_audit_id_key" ON "audit_seals"("audit_id");

-- CreateIndex
CREATE INDEX "state_claims_source_id_idx" ON "state_claims"("source_id");

-- AddForeignKey
ALTER TABLE "incident_components" ADD CONSTRAINT "incident_components_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_updates" ADD CONSTRAINT "incident_updates_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_update_revisions" ADD CONSTRAINT "incident_update_revisions_update_id_fkey" FOREIGN KEY ("update_id") REFERENCES "incident_updates"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "postmortems" ADD CONSTRAINT "postmortems_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "maintenance_notices" ADD CONSTRAINT "maintenance_notices_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "alert_sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Incidents belong to a page, a component's claims to a component: a foreign one cannot be named.
ALTER TABLE incidents ADD CONSTRAINT incidents_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages (id);
ALTER TABLE incident_components ADD CONSTRAINT incident_components_component_id_fkey FOREIGN KEY (component_id) REFERENCES components (id);
ALTER TABLE corrections ADD CONSTRAINT corrections_component_id_fkey FOREIGN KEY (component_id) REFERENCES components (id);
ALTER TABLE alert_sources ADD CONSTRAINT alert_sources_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages (id);
ALTER TABLE probe_requests ADD CONSTRAINT probe_requests_monitor_id_fkey FOREIGN KEY (monitor_id) REFERENCES monitors (id);

ALTER TABLE incidents ADD CONSTRAINT incidents_kind CHECK (kind IN ('incident', 'maintenance', 'announcement'));
ALTER TABLE incidents ADD CONSTRAINT incidents_status CHECK (CASE WHEN kind = 'maintenance'
  THEN status IN ('scheduled', 'in_progress', 'verifying', 'completed')
  ELSE status IN ('investigating', 'identified', 'monitoring', 'resolved', 'postmortem') END);
ALTER TABLE incidents ADD CONSTRAINT incidents_window CHECK (kind <> 'maintenance' OR scheduled_until > scheduled_for);
ALTER TABLE incidents ADD CONSTRAINT incidents_priority CHECK (priority IN (1, 2));
ALTER TABLE corrections ADD CONSTRAINT corrections_verdict CHECK (verdict IN ('up', 'down', 'excluded'));
ALTER TABLE corrections ADD CONSTRAINT corrections_end_after_start CHECK (ended_at > started_at);

-- Claims by their end: what holds now, or held in the last days, is found without the years behind it.
CREATE INDEX state_claims_end ON state_claims (component_id, (coalesce(ended_at, 'infinity'::timestamptz)));

-- What is open now: few rows, however long the history.
CREATE INDEX incidents_open ON incidents (page_id, kind) WHERE resolved_at IS NULL AND cancelled_at IS NULL AND unpublished_at IS NULL;
-- What readers may see, newest first: the snapshot and the history take the first few.
CREATE INDEX incidents_told ON incidents (page_id, started_at DESC, id DESC)
  WHERE kind <> 'maintenance' AND published_at IS NOT NULL AND unpublished_at IS NULL AND merged_into_id IS NULL;
CREATE INDEX incidents_windows ON incidents (page_id, scheduled_for) WHERE kind = 'maintenance';

-- The chain only grows.
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
