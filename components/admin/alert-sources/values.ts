import type { AlertRule } from "#lib/domain/alerts/rules.ts";
import type { AlertSource, AlertSourceKind } from "#lib/domain/alerts/source.ts";

export type RuleValues = { key: number; labels: string; componentId: string; state: AlertRule["state"] };
export type SourceValues = {
  kind: AlertSourceKind;
  name: string;
  rules: RuleValues[];
  dampSeconds: string;
  autoAfter: string;
  enabled: boolean;
  unmatched: "draft" | "ignore";
  topicArn: string;
  signingSecret: string;
};

/** A source without its sealed secret: only whether there is one. */
export type ShownSource = Omit<AlertSource, "settings"> & {
  settings: { unmatched: "draft" | "ignore"; topicArn: string | null; hasSecret: boolean };
};

/** Kinds whose sender signs its messages. */
export const SIGNING: readonly AlertSourceKind[] = ["pagerduty", "grafana"];

export const NEW_SOURCE: SourceValues = {
  kind: "alertmanager",
  name: "",
  rules: [],
  dampSeconds: "60",
  autoAfter: "",
  enabled: true,
  unmatched: "draft",
  topicArn: "",
  signingSecret: "",
};

export const sourceValues = (source: ShownSource): SourceValues => ({
  kind: source.kind,
  name: source.name,
  rules: source.rules.map(({ match, component_id, state }, key) => ({
    key,
    labels: Object.entries(match)
      .map(([name, value]) => `${name}=${value}`)
      .join("\n"),
    componentId: component_id,
    state,
  })),
  dampSeconds: String(source.dampSeconds),
  autoAfter: source.autoPublishAfterMinutes === null ? "" : String(source.autoPublishAfterMinutes),
  enabled: source.enabled,
  unmatched: source.settings.unmatched,
  topicArn: source.settings.topicArn ?? "",
  signingSecret: "",
});

function matchOf(labels: string): Record<string, string> {
  const lines = labels.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf("=");
      return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

const number = (typed: string) =>
  typed.trim() !== "" && Number.isFinite(Number(typed)) ? Number(typed) : typed;

export const sourceBody = (values: SourceValues) => ({
  alert_source: {
    kind: values.kind,
    name: values.name,
    rules: values.rules.map(({ labels, componentId, state }) => ({
      match: matchOf(labels),
      component_id: componentId,
      state,
    })),
    damp_seconds: number(values.dampSeconds),
    auto_publish_after_minutes: values.autoAfter.trim() === "" ? null : number(values.autoAfter),
    enabled: values.enabled,
    unmatched: values.unmatched,
    ...(values.kind === "cloudwatch" && { topic_arn: values.topicArn.trim() || null }),
    ...(values.signingSecret !== "" && { signing_secret: values.signingSecret }),
  },
});
