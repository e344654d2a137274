import { prisma } from "#lib/data/db.ts";
import { policyFor } from "#lib/data/escalation/policies.ts";
import { readSloSettings } from "#lib/data/slo/states.ts";
import { readViolationRow } from "#lib/data/slo/violations.ts";
import { pageLetter } from "#lib/messages/letter/page-notice.ts";
import type { Content } from "./content.ts";
import type { Noticing } from "./subscriber-content.ts";

/** A level of an escalation that pages somebody; null once it is over: nobody is woken for what has passed. */
export async function pageContent({ job, place, sender }: Noticing): Promise<Content | null> {
  const { violation_id, level } = job.details ?? {};
  if (typeof violation_id !== "string" || typeof level !== "number") return null;
  const violation = await readViolationRow(job.pageId, violation_id);
  if (!violation || violation.resolvedAt !== null) return null;
  const { policyId } = await readSloSettings(prisma(), violation.sloId);
  const policy = await policyFor(job.pageId, policyId);
  const checklist = policy.levels.find((one) => one.level === level)?.checklist ?? [];
  const url = `${sender.publicUrl}/admin/violations/${violation.id}`;
  return {
    letter: () => pageLetter(place, { violation, level, checklist, url }),
    sms: null,
    webhook: null,
  };
}
