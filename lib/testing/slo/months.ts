import type { SlaMonth } from "#lib/domain/sla/evaluate.ts";
import { MAINTENANCE_CAP_MS } from "#lib/domain/sla/rules.ts";

export const MINUTE_MS = 60_000;

/** September 2026 in UTC of a customer without any trouble: 43,200 minutes, a fee of a million won. */
export const slaMonth = (fields: Partial<SlaMonth> = {}): SlaMonth => ({
  month: "2026-09",
  timeZone: "UTC",
  tier: "enterprise_plus",
  feeMinor: 1_000_000n,
  subscription: null,
  outages: [],
  maintenance: [],
  maintenanceCapMs: MAINTENANCE_CAP_MS,
  adjustments: [],
  performance: [],
  dataLossDays: 0,
  securityDays: 0,
  ...fields,
});

const FIRST = Date.UTC(2026, 8, 1);
/** Minutes after the beginning of September as an instant. */
export const atMinute = (minutes: number): number => FIRST + minutes * MINUTE_MS;
/** "14 10:20" as an instant of September 2026, UTC. */
export const september = (text: string): number => Date.parse(`2026-09-${text.replace(" ", "T")}:00Z`);
/** An outage of so many minutes from the third day on. */
export const outage = (minutes: number, from = 3_000) => ({
  startedAt: atMinute(from),
  endedAt: atMinute(from) + Math.round(minutes * MINUTE_MS),
});
