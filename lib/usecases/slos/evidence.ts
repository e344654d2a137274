import { pool } from "#lib/data/db.ts";
import type { Scope } from "#lib/data/scope.ts";
import { readSloViews } from "#lib/data/slo/overview-rows.ts";
import { readEvidence } from "#lib/data/slo/sent/evidence.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import type { SloView } from "#lib/domain/slo/overview.ts";
import { type Evidence, evidenceStretch, MAX_EVIDENCE_DAYS } from "#lib/domain/slo/sent/evidence.ts";

export type SloEvidence = { from: number; until: number; evidence: Evidence[] };

/**
 * What is shown beside an SLO of availability and counted nowhere: sessions of users, health checks.
 * @throws Failure not_found, invalid (the stretch)
 */
export async function readSloEvidence(
  { pageId }: Scope<"page:read">,
  sloId: string,
  asked: { from?: number | undefined; until?: number | undefined },
  now: number,
): Promise<SloEvidence> {
  const stretch = evidenceStretch(asked, now);
  if (!stretch)
    throw invalid([{ path: "from", message: `between the end and ${MAX_EVIDENCE_DAYS} days before it` }]);
  if ((await readSloViews(pageId, { sloId })).length === 0) throw notFound("slo");
  return { ...stretch, evidence: await readEvidence(pool(), pageId, sloId, stretch) };
}

/** The same beside each of the SLOs that judges time, of the last days. */
export async function readAllEvidence(
  { pageId }: Scope<"page:read">,
  slos: readonly Pick<SloView, "id" | "key" | "objectives">[],
  now: number,
): Promise<{ sloKey: string; evidence: Evidence[] }[]> {
  const timed = slos.filter(({ objectives }) => objectives.some(({ rule }) => rule.kind === "availability"));
  const stretch = evidenceStretch({}, now)!;
  return await Promise.all(
    timed.map(async ({ id, key }) => ({
      sloKey: key,
      evidence: await readEvidence(pool(), pageId, id, stretch),
    })),
  );
}
