-- CreateEnum
CREATE TYPE "component_state" AS ENUM ('operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage', 'unknown');

-- CreateEnum
CREATE TYPE "sample_outcome" AS ENUM ('up', 'degraded', 'down');

-- CreateEnum
CREATE TYPE "baseline_source" AS ENUM ('manual', 'monitors');

-- CreateEnum
CREATE TYPE "monitor_kind" AS ENUM ('http', 'tcp', 'dns', 'tls', 'heartbeat', 'external', 'self');

-- CreateEnum
CREATE TYPE "auto_incident" AS ENUM ('off', 'draft', 'publish');

-- CreateTable
CREATE TABLE "pages" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "languages" TEXT[],
    "translations" JSONB NOT NULL DEFAULT '{}',
    "policy_version" INTEGER NOT NULL DEFAULT 1,
    "policy_weights" JSONB NOT NULL,
    "raw_retention_days" INTEGER NOT NULL DEFAULT 35,
    "links" JSONB NOT NULL DEFAULT '{}',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "component_groups" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL,
    "catalogue_key" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "component_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "components" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "group_id" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL,
    "showcase" BOOLEAN NOT NULL DEFAULT true,
    "only_show_if_degraded" BOOLEAN NOT NULL DEFAULT false,
    "published" BOOLEAN NOT NULL DEFAULT true,
    "start_date" DATE,
    "baseline_source" "baseline_source" NOT NULL DEFAULT 'manual',
    "catalogue_key" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "components_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "monitors" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "component_id" TEXT NOT NULL,
    "kind" "monitor_kind" NOT NULL,
    "config" JSONB NOT NULL DEFAULT '{}',
    "interval_seconds" INTEGER NOT NULL DEFAULT 30,
    "timeout_ms" INTEGER NOT NULL DEFAULT 10000,
    "confirmations" INTEGER NOT NULL DEFAULT 2,
    "degraded_above_ms" INTEGER,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "auto_incident" "auto_incident" NOT NULL DEFAULT 'draft',
    "secret_hash" TEXT,
    "phase_ms" INTEGER NOT NULL DEFAULT 0,
    "next_probe_at" TIMESTAMPTZ(3),
    "last_ping_at" TIMESTAMPTZ(3),
    "tls_expires_at" TIMESTAMPTZ(3),
    "catalogue_key" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "monitors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uptime_samples" (
    "monitor_id" TEXT NOT NULL,
    "prober" TEXT NOT NULL,
    "slot_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "sample_outcome" NOT NULL,
    "impaired" BOOLEAN NOT NULL DEFAULT false,
    "latency_ms" REAL,
    "client_id" TEXT,
    "detail" JSONB,

    CONSTRAINT "uptime_samples_pkey" PRIMARY KEY ("monitor_id","slot_at","prober")
) PARTITION BY RANGE ("slot_at");

-- CreateTable
CREATE TABLE "uptime_rollups" (
    "monitor_id" TEXT NOT NULL,
    "bucket_at" TIMESTAMPTZ(3) NOT NULL,
    "up" INTEGER NOT NULL,
    "degraded" INTEGER NOT NULL,
    "down" INTEGER NOT NULL,
    "latencies_ms" REAL[],

    CONSTRAINT "uptime_rollups_pkey" PRIMARY KEY ("monitor_id","bucket_at")
);

-- CreateTable
CREATE TABLE "monitor_days" (
    "monitor_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "up" INTEGER NOT NULL,
    "degraded" INTEGER NOT NULL,
    "down" INTEGER NOT NULL,
    "latency_count" INTEGER NOT NULL,
    "p50_ms" REAL,
    "p95_ms" REAL,
    "p99_ms" REAL,

    CONSTRAINT "monitor_days_pkey" PRIMARY KEY ("monitor_id","day")
);

-- CreateTable
CREATE TABLE "monitor_states" (
    "monitor_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "state" "component_state" NOT NULL,

    CONSTRAINT "monitor_states_pkey" PRIMARY KEY ("monitor_id","started_at")
);

-- CreateTable
CREATE TABLE "component_baselines" (
    "component_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "state" "component_state" NOT NULL,

    CONSTRAINT "component_baselines_pkey" PRIMARY KEY ("component_id","started_at")
);

-- CreateTable
CREATE TABLE "state_claims" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "component_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT,
    "state" "component_state" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "state_claims_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "component_days" (
    "day" DATE NOT NULL,
    "component_id" TEXT NOT NULL,
    "operational_ms" INTEGER NOT NULL,
    "maintenance_ms" INTEGER NOT NULL,
    "degraded_ms" INTEGER NOT NULL,
    "partial_ms" INTEGER NOT NULL,
    "major_ms" INTEGER NOT NULL,
    "unknown_ms" INTEGER NOT NULL,

    CONSTRAINT "component_days_pkey" PRIMARY KEY ("day","component_id")
);

-- CreateTable
CREATE TABLE "judge_requests" (
    "monitor_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3),
    "count_from_at" TIMESTAMPTZ(3),
    "last_slot_at" TIMESTAMPTZ(3),

    CONSTRAINT "judge_requests_pkey" PRIMARY KEY ("monitor_id")
);

-- CreateTable
CREATE TABLE "day_requests" (
    "component_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "day_requests_pkey" PRIMARY KEY ("component_id")
);

-- CreateTable
CREATE TABLE "component_metrics" (
    "component_id" TEXT NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,
    "up" INTEGER NOT NULL,
    "degraded" INTEGER NOT NULL,
    "down" INTEGER NOT NULL,
    "p50_ms" REAL,
    "p95_ms" REAL,
    "p99_ms" REAL,

    CONSTRAINT "component_metrics_pkey" PRIMARY KEY ("component_id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "token_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("token_id","key")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "page_id" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "page_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "published_snapshots" (
    "page_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "published_snapshots_pkey" PRIMARY KEY ("page_id")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "worker_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("worker_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "component_groups_page_id_catalogue_key_key" ON "component_groups"("page_id", "catalogue_key");

-- CreateIndex
CREATE UNIQUE INDEX "components_page_id_catalogue_key_key" ON "components"("page_id", "catalogue_key");

-- CreateIndex
CREATE UNIQUE INDEX "monitors_secret_hash_key" ON "monitors"("secret_hash");

-- CreateIndex
CREATE INDEX "monitors_component_id_idx" ON "monitors"("component_id");

-- CreateIndex
CREATE UNIQUE INDEX "monitors_page_id_catalogue_key_key" ON "monitors"("page_id", "catalogue_key");

-- CreateIndex
CREATE INDEX "state_claims_component_id_started_at_idx" ON "state_claims"("component_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- CreateIndex
CREATE INDEX "audit_log_page_id_id_idx" ON "audit_log"("page_id", "id");

-- CreateIndex
CREATE INDEX "outbox_handled_at_id_idx" ON "outbox"("handled_at", "id");

-- AddForeignKey
ALTER TABLE "component_groups" ADD CONSTRAINT "component_groups_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "pages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "components" ADD CONSTRAINT "components_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "pages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "components" ADD CONSTRAINT "components_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "component_groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitors" ADD CONSTRAINT "monitors_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "pages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitors" ADD CONSTRAINT "monitors_component_id_fkey" FOREIGN KEY ("component_id") REFERENCES "components"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "pages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Raw samples: one partition per UTC day, attached with the weakest lock so that ingest goes on meanwhile.
CREATE FUNCTION ensure_sample_partition(day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  part text := 'uptime_samples_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass(part) IS NOT NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ensure_sample_partition'));
  -- Not to_regclass again: an advisory lock does not refresh its cache, so it would not see what was made meanwhile.
  IF EXISTS (SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'uptime_samples'::regclass AND c.relname = part) THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE uptime_samples INCLUDING DEFAULTS)', part);
  EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (monitor_id, slot_at, prober)', part);
  -- "The same id on the same UTC day is a duplicate": unique inside the partition, which is that day.
  EXECUTE format('CREATE UNIQUE INDEX ON %I (monitor_id, client_id) WHERE client_id IS NOT NULL', part);
  EXECUTE format('ALTER TABLE uptime_samples ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    part, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
  RETURN true;
END $$;

-- The audit log only grows.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Spans never end before they begin.
ALTER TABLE monitor_states ADD CONSTRAINT monitor_states_ends_after_start CHECK (ended_at IS NULL OR ended_at > started_at);
ALTER TABLE component_baselines ADD CONSTRAINT component_baselines_ends_after_start CHECK (ended_at IS NULL OR ended_at > started_at);
ALTER TABLE state_claims ADD CONSTRAINT state_claims_ends_after_start CHECK (ended_at IS NULL OR ended_at > started_at);

-- A timeline has one open end at most; also the way to "the state now" when the history is long.
CREATE UNIQUE INDEX monitor_states_open ON monitor_states (monitor_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX component_baselines_open ON component_baselines (component_id) WHERE ended_at IS NULL;
CREATE INDEX state_claims_open ON state_claims (component_id) WHERE ended_at IS NULL;

-- Updated at every probe: with room in the page and no index on what changes, an update touches one page only.
ALTER TABLE monitors SET (fillfactor = 70);
ALTER TABLE judge_requests SET (fillfactor = 50);
ALTER TABLE uptime_rollups SET (fillfactor = 85);
