import type { Severity, SloSettings } from "../slo/definition.ts";
import type { Level } from "./policy.ts";

export const ACTION_KINDS = ["webhook", "sns", "lambda"] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];
/** `off`: never. `dry_run`: written down, with what would have been sent. `live`: sent. */
export const ACTION_MODES = ["off", "dry_run", "live"] as const;
export type ActionMode = (typeof ACTION_MODES)[number];

/** An action answers violations of an SLO (by its key) of exactly this severity, once each reaches the level. */
export type ActionTrigger = { slo: string; severity: Exclude<Severity, "info">; level: Level };

/** Where it goes. Null: nobody has said yet, so it cannot be live. */
export type ActionConfig = {
  /** webhook. */
  url: string | null;
  /** sns: a topic; lambda: a function. */
  arn: string | null;
  /** Instead of AWS's own address: a local peer, a VPC endpoint. */
  endpoint: string | null;
  /** Sent along as they are. */
  parameters: Record<string, unknown>;
  timeoutSeconds: number;
};

export type ResponseAction = {
  id: string;
  pageId: string;
  key: string;
  name: string;
  kind: ActionKind;
  config: ActionConfig;
  /** Sealed; what webhooks are signed with. Never told again. */
  sealed: string | null;
  triggers: ActionTrigger[];
  mode: ActionMode;
  revision: number;
};

/** Where its calls go; null: it has no destination yet. */
export const destinationOf = ({ kind, config }: Pick<ResponseAction, "kind" | "config">): string | null =>
  kind === "webhook" ? config.url : config.arn;

/** One run for each violation, level and action, whatever happens: its name everywhere, also at the other side. */
export const runKey = (violationId: string, level: number, actionId: string): string =>
  `${violationId}:${level}:${actionId}`;

/** What a violation that reaches `level` is answered with: by the action's own triggers, or, at level 1, by the SLO's responses. */
export function actionsAt<A extends Pick<ResponseAction, "key" | "triggers" | "mode">>(
  actions: readonly A[],
  violation: { sloKey: string; severity: Severity },
  responses: SloSettings["responses"],
  level: Level,
): A[] {
  const { sloKey, severity } = violation;
  return actions.filter(({ key, triggers, mode }) => {
    if (mode === "off") return false;
    if (triggers.some((one) => one.slo === sloKey && one.severity === severity && one.level === level))
      return true;
    return level === 1 && responses.some((one) => one.action === key && one.severity === severity);
  });
}

export const RUN_STATES = ["pending", "succeeded", "failed"] as const;
export type RunState = (typeof RUN_STATES)[number];

/** One try of a run. Instants are ISO. */
export type RunOutcome = { at: string; code: string; text: string; duration_ms: number };

export type ActionRun = {
  id: string;
  key: string;
  actionId: string;
  violationId: string | null;
  level: number;
  isDryRun: boolean;
  state: RunState;
  attempts: number;
  outcomes: RunOutcome[];
  createdAt: number;
  finishedAt: number | null;
};
