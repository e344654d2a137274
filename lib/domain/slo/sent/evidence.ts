import { z } from "zod";
import { instantField } from "../../input/instant-field.ts";
import { fraction, percentText } from "../fraction.ts";

/** Days of evidence that are shown where nobody asks for others, and the most that may be asked for. */
export const EVIDENCE_DAYS = 30;
export const MAX_EVIDENCE_DAYS = 92;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What an SLI says beside an SLO of availability. It is shown, and no objective counts it. */
export type Evidence = {
  sliId: string;
  key: string;
  name: string;
  good: bigint;
  total: bigint;
  /** When the newest window with anything in it began; null: there never was one. */
  lastWindowAt: number | null;
};

/** The share of good events with six decimals, truncated; null: nothing is known. */
export const evidencePercent = ({ good, total }: Evidence): string | null =>
  total === 0n ? null : percentText(fraction(good, total));

export const evidenceQuery = z.object({
  from: instantField.optional().meta({ description: `Left out: ${EVIDENCE_DAYS} days before the end` }),
  until: instantField.optional().meta({ description: "Left out: now" }),
});

/**
 * The stretch that is asked for in whole hours (evidence is kept by the hour), at most MAX_EVIDENCE_DAYS of it; null: it ends before it
 * begins, or is too long.
 */
export function evidenceStretch(
  { from, until }: { from?: number | undefined; until?: number | undefined },
  now: number,
): { from: number; until: number } | null {
  const end = Math.ceil((until ?? now) / HOUR_MS) * HOUR_MS;
  const start = from === undefined ? end - EVIDENCE_DAYS * DAY_MS : Math.floor(from / HOUR_MS) * HOUR_MS;
  return start < end && end - start <= MAX_EVIDENCE_DAYS * DAY_MS ? { from: start, until: end } : null;
}
