import { z } from "zod";
import { type Fault, invalid } from "../errors.ts";
import { singleLine } from "../input/text.ts";
import { MAX_AUTO_PUBLISH_MINUTES } from "../status/monitor.ts";
import { type AlertRule, alertRule, MAX_RULES } from "./rules.ts";
import { TOPIC_ARN } from "./sns.ts";

export const ALERT_SOURCE_KINDS = [
  "alertmanager",
  "grafana",
  "datadog",
  "pagerduty",
  "opsgenie",
  "cloudwatch",
  "generic",
] as const;
export type AlertSourceKind = (typeof ALERT_SOURCE_KINDS)[number];

export const MAX_ALERT_SOURCES = 100;
export const MAX_DAMP_SECONDS = 86_400;
/** Firing alerts of one source; more are refused until some are resolved. */
export const MAX_FIRING_ALERTS = 5_000;
const MIN_SIGNING_SECRET_LENGTH = 16;
const MAX_SIGNING_SECRET_LENGTH = 200;

/** A source as people manage it. What it signs with is sealed and never told; only that it is there. */
export type AlertSource = {
  id: string;
  pageId: string;
  kind: AlertSourceKind;
  name: string;
  rules: AlertRule[];
  /** An alert must fire so long before a draft is made. */
  dampSeconds: number;
  /** Minutes after which a draft that nobody attended to is published; null: never. */
  autoPublishAfterMinutes: number | null;
  enabled: boolean;
  settings: AlertSourceSettings;
  lastReceivedAt: number | null;
  archivedAt: number | null;
  createdAt: number;
  updatedAt: number;
};

export type AlertSourceSettings = {
  /** What becomes of an alert that no rule matches. */
  unmatched: "draft" | "ignore";
  /** cloudwatch: the only topic whose messages are taken. */
  topicArn: string | null;
  /** pagerduty, grafana: sealed with the instance's key. */
  sealedSecret: string | null;
};

export type Alert = {
  id: string;
  pageId: string;
  sourceId: string;
  fingerprint: string;
  status: "firing" | "resolved";
  title: string;
  summary: string;
  severity: string | null;
  labels: Record<string, string>;
  url: string | null;
  firingSince: number;
  lastAt: number;
  resolvedAt: number | null;
  count: number;
  componentIds: string[];
  incidentId: string | null;
};

const fields = {
  name: singleLine(100),
  rules: z.array(alertRule).max(MAX_RULES, `at most ${MAX_RULES} rules`),
  damp_seconds: z
    .number()
    .int()
    .min(0)
    .max(MAX_DAMP_SECONDS)
    .meta({ description: "How long an alert must fire before a draft is made of it" }),
  auto_publish_after_minutes: z
    .number()
    .int()
    .min(1)
    .max(MAX_AUTO_PUBLISH_MINUTES)
    .nullable()
    .meta({ description: "A draft that nobody attended to is published after so long; null: never" }),
  enabled: z.boolean(),
  unmatched: z
    .enum(["draft", "ignore"])
    .meta({ description: "What becomes of an alert that no rule matches" }),
  topic_arn: z
    .string()
    .regex(TOPIC_ARN, "an SNS topic such as arn:aws:sns:ap-northeast-2:123456789012:alarms")
    .nullable()
    .meta({ description: "cloudwatch: the only topic whose messages are taken" }),
  signing_secret: z
    .string()
    .min(MIN_SIGNING_SECRET_LENGTH, `at least ${MIN_SIGNING_SECRET_LENGTH} characters`)
    .max(MAX_SIGNING_SECRET_LENGTH)
    .nullable()
    .meta({ description: "pagerduty, grafana: with it every message must be signed. Never told again" }),
};

export const newAlertSource = z.object({
  kind: z.enum(ALERT_SOURCE_KINDS),
  name: fields.name,
  rules: fields.rules.default([]),
  damp_seconds: fields.damp_seconds.default(60),
  auto_publish_after_minutes: fields.auto_publish_after_minutes.default(null),
  enabled: fields.enabled.default(true),
  unmatched: fields.unmatched.default("draft"),
  topic_arn: fields.topic_arn.default(null),
  signing_secret: fields.signing_secret.default(null),
});
export type NewAlertSource = z.infer<typeof newAlertSource>;

export const alertSourcePatch = z.object({
  ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.optional()])),
  kind: z.string().optional().meta({ description: "cannot change; accepted when it is the same" }),
  rotate_secret: z
    .boolean()
    .optional()
    .meta({ description: "Replace the address; the new one is told once" }),
}) as unknown as z.ZodType<AlertSourcePatch>;
export type AlertSourcePatch = Partial<Omit<NewAlertSource, "kind">> & {
  kind?: string | undefined;
  rotate_secret?: boolean | undefined;
};

/** Kinds whose sender signs its messages with a shared secret. */
const SIGNING: readonly AlertSourceKind[] = ["pagerduty", "grafana"];

type Checked = Pick<NewAlertSource, "topic_arn" | "signing_secret" | "rules">;

/** Faults that concern several fields at once. @throws Failure invalid */
export function checkAlertSource(
  kind: AlertSourceKind,
  given: Checked,
  knownComponents: ReadonlySet<string>,
): void {
  const faults: Fault[] = [];
  const path = (field: string) => `alert_source.${field}`;
  if (kind === "cloudwatch" && given.topic_arn === null)
    faults.push({ path: path("topic_arn"), message: "is needed: only messages of this topic are taken" });
  if (kind !== "cloudwatch" && given.topic_arn !== null)
    faults.push({ path: path("topic_arn"), message: "only cloudwatch has a topic" });
  if (!SIGNING.includes(kind) && given.signing_secret !== null)
    faults.push({
      path: path("signing_secret"),
      message: `only ${SIGNING.join(" and ")} sign with a secret`,
    });
  for (const [i, { component_id }] of given.rules.entries())
    if (!knownComponents.has(component_id))
      faults.push({ path: path(`rules.${i}.component_id`), message: "no such component on this page" });
  if (faults.length > 0) throw invalid(faults);
}
