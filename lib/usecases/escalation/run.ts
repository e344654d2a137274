import type { ClaimedRun } from "#lib/data/escalation/runs.ts";
import { readViolationRow } from "#lib/data/slo/violations.ts";
import { unsealSecret } from "../secrets/sealed.ts";

/** What the signing secrets of response actions are sealed for. */
export const ACTION_SECRETS = "secret of a response action";

/** What an action is told, as JSON: which one, why, and the parameters that people gave it. The same at every try. */
export async function bodyOfRun(run: ClaimedRun): Promise<string> {
  const { key, pageId, violationId, level, isDryRun, action } = run;
  const violation = violationId === null ? null : await readViolationRow(pageId, violationId);
  return JSON.stringify({
    id: key,
    action: action.key,
    dry_run: isDryRun,
    level,
    violation: violation && {
      id: violation.id,
      slo: violation.sloKey,
      objective: violation.objectiveKey,
      severity: violation.severity,
      started_at: new Date(violation.startedAt).toISOString(),
      detected_at: new Date(violation.detectedAt).toISOString(),
      actual: violation.actual,
      target: violation.target,
      unit: violation.unit,
      component_ids: violation.componentIds,
    },
    parameters: action.config.parameters,
  });
}

/** The secret that its posts are signed with; none where it has none, or it cannot be read. */
export function secretOfRun({ action }: ClaimedRun, secretKey: string | undefined): string[] {
  const secret = action.sealed && secretKey ? unsealSecret(action.sealed, secretKey, ACTION_SECRETS) : null;
  return secret === null ? [] : [secret];
}
