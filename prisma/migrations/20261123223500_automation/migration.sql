-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "event_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "component_watches" (
    "component_id" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "state" "component_state" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "incident_id" TEXT,
    "acted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "component_watches_pkey" PRIMARY KEY ("component_id")
);

-- CreateTable
CREATE TABLE "incident_nudges" (
    "incident_id" TEXT NOT NULL,
    "stale_from" TIMESTAMPTZ(3) NOT NULL,
    "hours" INTEGER NOT NULL,
    "nudged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_nudges_pkey" PRIMARY KEY ("incident_id","stale_from","hours")
);

-- CreateIndex
CREATE INDEX "component_watches_incident_id_idx" ON "component_watches"("incident_id");

-- CreateIndex
CREATE INDEX "alerts_due_at_idx" ON "alerts"("due_at");

