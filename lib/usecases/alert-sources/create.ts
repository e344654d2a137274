import { countAlertSources, insertAlertSource } from "#lib/data/alerts/sources.ts";
import { newId } from "#lib/data/new-id.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import {
  type AlertSource,
  checkAlertSource,
  MAX_ALERT_SOURCES,
  type NewAlertSource,
} from "#lib/domain/alerts/source.ts";
import { invalid } from "#lib/domain/errors.ts";
import { alertSecretHash } from "../alerts/find-source.ts";
import { newSecret } from "../monitors/secret.ts";
import { auditable, knownTo, mergedSettings, NO_SETTINGS } from "./settings.ts";

/** `secret` is part of the source's address and told once. */
export type AlertSourceWithSecret = { source: AlertSource; secret: string | null };
export type Context = { now: number; secretKey: string };

/** Adds a source of alerts. @throws Failure invalid (unknown component, field of another kind, limit) */
export const createAlertSource = (
  scope: Scope<"monitors:write">,
  input: NewAlertSource,
  { now, secretKey }: Context,
): Promise<AlertSourceWithSecret> =>
  change(scope, async (tx) => {
    checkAlertSource(input.kind, input, await knownTo(tx, scope.pageId, input.rules));
    if ((await countAlertSources(tx, scope.pageId)) >= MAX_ALERT_SOURCES)
      throw invalid([
        { path: "alert_source", message: `a page has at most ${MAX_ALERT_SOURCES} alert sources` },
      ]);
    const secret = newSecret();
    const fields = {
      kind: input.kind,
      name: input.name,
      rules: input.rules,
      dampSeconds: input.damp_seconds,
      autoPublishAfterMinutes: input.auto_publish_after_minutes,
      enabled: input.enabled,
      settings: mergedSettings(NO_SETTINGS, input, secretKey),
      secretHash: alertSecretHash(secret),
    };
    const source = await insertAlertSource(tx, scope.pageId, newId(), fields, now);
    return {
      result: { source, secret },
      audit: {
        action: "alert_source.create",
        objectKind: "alert_source",
        objectId: source.id,
        after: auditable(source),
      },
      event: { kind: "alert_source.created", payload: { alert_source_id: source.id } },
    };
  });
