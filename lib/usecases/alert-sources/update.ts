import { lockAlertSource, updateAlertSource } from "#lib/data/alerts/sources.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { type AlertSource, type AlertSourcePatch, checkAlertSource } from "#lib/domain/alerts/source.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import { alertSecretHash } from "../alerts/find-source.ts";
import { newSecret } from "../monitors/secret.ts";
import type { AlertSourceWithSecret, Context } from "./create.ts";
import { auditable, knownTo, mergedSettings } from "./settings.ts";

const AUDITED = [
  "name",
  "rules",
  "damp_seconds",
  "auto_publish_after_minutes",
  "enabled",
  "unmatched",
  "topic_arn",
  "has_signing_secret",
] as const;

function fieldsOf(before: AlertSource, patch: AlertSourcePatch, secretKey: string) {
  return given({
    name: patch.name,
    rules: patch.rules,
    dampSeconds: patch.damp_seconds,
    autoPublishAfterMinutes: patch.auto_publish_after_minutes,
    enabled: patch.enabled,
    settings: mergedSettings(before.settings, patch, secretKey),
  });
}

/**
 * Changes a source, pauses it, or replaces its address (`rotate_secret`). Drafts that were made stay.
 * @throws Failure not_found, invalid
 */
export const updateOneAlertSource = (
  scope: Scope<"monitors:write">,
  id: string,
  patch: AlertSourcePatch,
  { now, secretKey }: Context,
): Promise<AlertSourceWithSecret> =>
  change(scope, async (tx) => {
    const before = await lockAlertSource(tx, scope.pageId, id);
    if (!before) throw notFound("alert source");
    if (patch.kind !== undefined && patch.kind !== before.kind)
      throw invalid([
        { path: "alert_source.kind", message: "cannot change: delete this source, make another" },
      ]);
    const rules = patch.rules ?? [];
    const topic_arn = patch.topic_arn === undefined ? before.settings.topicArn : patch.topic_arn;
    const checked = { topic_arn, signing_secret: patch.signing_secret ?? null, rules };
    checkAlertSource(before.kind, checked, await knownTo(tx, scope.pageId, rules));
    const secret = patch.rotate_secret ? newSecret() : null;
    const hidden = secret === null ? {} : { secretHash: alertSecretHash(secret) };
    const source = await updateAlertSource(tx, id, { ...fieldsOf(before, patch, secretKey), ...hidden }, now);
    const changes = difference(auditable(before), auditable(source), AUDITED);
    const isResigned = patch.signing_secret !== undefined;
    return {
      result: { source, secret },
      audit: {
        action: secret ? "alert_source.rotate_secret" : "alert_source.update",
        objectKind: "alert_source",
        objectId: id,
        ...changes,
        ...(isResigned && { after: { ...changes?.after, is_signing_secret_replaced: true } }),
      },
      event: { kind: "alert_source.updated", payload: { alert_source_id: id } },
    };
  });
