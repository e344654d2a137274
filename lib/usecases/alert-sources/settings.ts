import { readNameable } from "#lib/data/incidents/components.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { AlertSource, AlertSourceSettings } from "#lib/domain/alerts/source.ts";
import { ALERT_SECRET } from "../alerts/signature.ts";
import { sealSecret } from "../secrets/sealed.ts";

type Given = {
  unmatched?: AlertSourceSettings["unmatched"] | undefined;
  topic_arn?: string | null | undefined;
  signing_secret?: string | null | undefined;
};

/** What was, with what is given; a signing secret is sealed, null takes it away. */
export const mergedSettings = (
  before: AlertSourceSettings,
  given: Given,
  secretKey: string,
): AlertSourceSettings => ({
  unmatched: given.unmatched ?? before.unmatched,
  topicArn: given.topic_arn === undefined ? before.topicArn : given.topic_arn,
  sealedSecret:
    given.signing_secret === undefined
      ? before.sealedSecret
      : given.signing_secret && sealSecret(given.signing_secret, secretKey, ALERT_SECRET),
});

export const NO_SETTINGS: AlertSourceSettings = { unmatched: "draft", topicArn: null, sealedSecret: null };

/** Those components of rules that are on the page. */
export const knownTo = (tx: Tx, pageId: string, rules: AlertSource["rules"]): Promise<Set<string>> =>
  readNameable(
    tx,
    pageId,
    rules.map(({ component_id }) => component_id),
  );

/** What an audit record may hold of a source: never what it signs with. */
export const auditable = ({ settings, ...source }: AlertSource) => ({
  kind: source.kind,
  name: source.name,
  rules: source.rules,
  damp_seconds: source.dampSeconds,
  auto_publish_after_minutes: source.autoPublishAfterMinutes,
  enabled: source.enabled,
  unmatched: settings.unmatched,
  topic_arn: settings.topicArn,
  has_signing_secret: settings.sealedSecret !== null,
});
