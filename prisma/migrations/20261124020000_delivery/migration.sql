-- CreateTable
CREATE TABLE "subscribers" (
    "id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "follows_page" BOOLEAN NOT NULL DEFAULT true,
    "kinds" TEXT[],
    "component_ids" TEXT[],
    "group_ids" TEXT[],
    "min_impact" SMALLINT NOT NULL DEFAULT 0,
    "quiet_from" SMALLINT,
    "quiet_until" SMALLINT,
    "digest_at" SMALLINT,
    "next_digest_at" TIMESTAMPTZ(3),
    "config" JSONB NOT NULL DEFAULT '{}',
    "secrets" JSONB NOT NULL DEFAULT '[]',
    "contact_email" TEXT,
    "token_epoch" INTEGER NOT NULL DEFAULT 1,
    "consent_source" TEXT NOT NULL,
    "consent_at" TIMESTAMPTZ(3),
    "notice_version" TEXT,
    "skips_notice" BOOLEAN NOT NULL DEFAULT false,
    "confirmed_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),
    "quarantined_at" TIMESTAMPTZ(3),
    "quarantine_reason" TEXT,
    "purge_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "is_slow" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscribers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriber_incidents" (
    "subscriber_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscriber_incidents_pkey" PRIMARY KEY ("subscriber_id","incident_id")
);

-- CreateTable
CREATE TABLE "subscriber_codes" (
    "subscriber_id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscriber_codes_pkey" PRIMARY KEY ("subscriber_id")
);

-- CreateTable
CREATE TABLE "suppressions" (
    "page_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "destination_hash" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suppressions_pkey" PRIMARY KEY ("page_id","channel","destination_hash")
);

-- CreateTable
CREATE TABLE "fan_outs" (
    "event_id" BIGINT NOT NULL,
    "page_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "incident_id" TEXT,
    "update_id" TEXT,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "plan" JSONB NOT NULL,
    "cursor" TEXT,
    "recipients" INTEGER NOT NULL DEFAULT 0,
    "expanded_at" TIMESTAMPTZ(3),
    "tally" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fan_outs_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" BIGSERIAL NOT NULL,
    "page_id" TEXT NOT NULL,
    "event_id" BIGINT,
    "incident_id" TEXT,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient_kind" TEXT NOT NULL,
    "recipient_id" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "is_held_quiet" BOOLEAN NOT NULL DEFAULT false,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "digest_id" BIGINT,
    "details" JSONB,
    "sealed" TEXT,
    "provider_id" TEXT,
    "receipt" JSONB,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_attempts" (
    "delivery_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "text" TEXT,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "delivery_attempts_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateTable
CREATE TABLE "channel_health" (
    "channel" TEXT NOT NULL,
    "last_sent_at" TIMESTAMPTZ(3),
    "last_failed_at" TIMESTAMPTZ(3),
    "last_fault" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),
    "sent" BIGINT NOT NULL DEFAULT 0,
    "retried" BIGINT NOT NULL DEFAULT 0,
    "failed" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "channel_health_pkey" PRIMARY KEY ("channel")
);

-- CreateTable
CREATE TABLE "instance_epochs" (
    "id" TEXT NOT NULL DEFAULT 'instance',
    "epoch" TEXT NOT NULL,
    "ticks" BIGINT NOT NULL DEFAULT 0,
    "held_at" TIMESTAMPTZ(3),
    "held_reason" TEXT,

    CONSTRAINT "instance_epochs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "subscribers_page_id_state_id_idx" ON "subscribers"("page_id", "state", "id");

-- CreateIndex
CREATE INDEX "subscribers_holder_id_idx" ON "subscribers"("holder_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscribers_page_id_channel_destination_key" ON "subscribers"("page_id", "channel", "destination");

-- CreateIndex
CREATE INDEX "subscriber_incidents_incident_id_idx" ON "subscriber_incidents"("incident_id");

-- CreateIndex
CREATE INDEX "fan_outs_page_id_event_id_idx" ON "fan_outs"("page_id", "event_id" DESC);

-- CreateIndex
CREATE INDEX "fan_outs_incident_id_idx" ON "fan_outs"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_event_id_recipient_id_key" ON "deliveries"("event_id", "recipient_id");

-- AddForeignKey
ALTER TABLE "subscriber_incidents" ADD CONSTRAINT "subscriber_incidents_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriber_codes" ADD CONSTRAINT "subscriber_codes_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "callbacks_seen" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "callbacks_seen_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms_spending" (
    "day" DATE NOT NULL,
    "scope" TEXT NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sms_spending_pkey" PRIMARY KEY ("day","scope")
);

-- CreateIndex
CREATE INDEX "callbacks_seen_at_idx" ON "callbacks_seen"("at");


-- What waits is a sliver of what there is: the queue's indexes hold only that, so they stay small however long the history.
-- When they were last counted the queue may have been empty, and then a scan of all that waits looks as cheap as one look-up. So
-- each is for other conditions than the other: statements say `state = 'pending'` for the first and `finished_at is null` for
-- the second, never both.
CREATE INDEX "deliveries_due" ON "deliveries" ("channel", "priority", "due_at", "id") WHERE "state" = 'pending';
CREATE INDEX "deliveries_open" ON "deliveries" ("recipient_id", "incident_id") WHERE "finished_at" IS NULL;
-- What a recipient was told is found by this one once it is finished, and by the one above before: a hundred thousand new rows
-- need not be scattered over the whole history at once.
CREATE INDEX "deliveries_told" ON "deliveries" ("recipient_id", "id") WHERE "finished_at" IS NOT NULL;
CREATE INDEX "subscribers_slow" ON "subscribers" ("channel", "id") WHERE "is_slow";
CREATE INDEX "deliveries_gathered" ON "deliveries" ("due_at", "recipient_id") WHERE "state" = 'gathered';
CREATE INDEX "deliveries_digest" ON "deliveries" ("digest_id") WHERE "digest_id" IS NOT NULL;
CREATE INDEX "deliveries_provider" ON "deliveries" ("provider_id") WHERE "provider_id" IS NOT NULL;
CREATE INDEX "outbox_open" ON "outbox" ("id") WHERE "handled_at" IS NULL;
DROP INDEX "outbox_handled_at_id_idx";
-- Rows change twice in their short life as a queue: room in the page, and a broom that comes early.
ALTER TABLE "deliveries" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- Nobody had subscribed yet: what happened before is told to nobody.
UPDATE "outbox" SET "handled_at" = now() WHERE "handled_at" IS NULL;

-- One mail address is one row, however it is written: what is not in lower case does not get in.
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_email_is_lower" CHECK ("channel" <> 'email' OR "destination" = lower("destination"));
