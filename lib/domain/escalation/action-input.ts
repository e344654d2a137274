import { z } from "zod";
import { type Fault, invalid } from "../errors.ts";
import { httpUrl, singleLine } from "../input/text.ts";
import { MAX_URL_LENGTH } from "../subscribers/destination.ts";
import { ACTION_KINDS, ACTION_MODES, type ActionConfig, type ActionKind, type ActionMode } from "./action.ts";
import { level } from "./level-input.ts";

export const MAX_ACTIONS = 100;
const MAX_TRIGGERS = 50;
const MAX_PARAMETERS_LENGTH = 8_000;
const DEFAULT_TIMEOUT_SECONDS = 10;
const ARNS: Record<Exclude<ActionKind, "webhook">, RegExp> = {
  sns: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/,
  lambda: /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,140}(:[A-Za-z0-9_$-]{1,128})?$/,
};

const trigger = z.object({
  slo: singleLine(80).meta({ description: "Key of an SLO, such as SLO-001" }),
  severity: z.enum(["warning", "critical"]),
  level,
});

const address = httpUrl(MAX_URL_LENGTH).nullable();

const fields = {
  name: singleLine(100),
  url: address.meta({ description: "webhook: receives signed POSTs (Standard Webhooks)" }),
  arn: singleLine(400)
    .nullable()
    .meta({ description: "sns: ARN of a topic; lambda: ARN of a function, called without waiting for it" }),
  endpoint: address.meta({ description: "sns, lambda: instead of the address of AWS" }),
  parameters: z
    .record(z.string().max(100), z.json())
    .refine(
      (given) => JSON.stringify(given).length <= MAX_PARAMETERS_LENGTH,
      `at most ${MAX_PARAMETERS_LENGTH} characters of JSON`,
    )
    .meta({ description: "Sent along as they are: what to scale, whom to isolate" }),
  timeout_seconds: z.number().int().min(1).max(30),
  triggers: z.array(trigger).max(MAX_TRIGGERS, `at most ${MAX_TRIGGERS} triggers`),
  mode: z.enum(ACTION_MODES).meta({
    description: "dry_run: written down, with what would have been sent; live: sent; off: neither",
  }),
};

export const newResponseAction = z.object({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, "lower case letters, digits and _, such as warm_caches")
    .meta({ description: "What SLOs name it by" }),
  name: fields.name,
  kind: z.enum(ACTION_KINDS),
  url: fields.url.default(null),
  arn: fields.arn.default(null),
  endpoint: fields.endpoint.default(null),
  parameters: fields.parameters.default({}),
  timeout_seconds: fields.timeout_seconds.default(DEFAULT_TIMEOUT_SECONDS),
  triggers: fields.triggers.default([]),
  mode: fields.mode.default("dry_run"),
});
export type NewResponseAction = z.output<typeof newResponseAction>;

export const responseActionPatch = z.object({
  ...fields,
  rotate_secret: z.boolean().meta({ description: "webhook: a new secret, told once in the answer" }),
  revision: z.number().int().min(1),
});
export const patchedResponseAction = responseActionPatch.partial();
export type ResponseActionPatch = z.output<typeof patchedResponseAction>;

/** A try of an action by hand: its body says that it is a test. */
export const actionTest = z.object({
  dry_run: z.boolean().default(false).meta({ description: "Only write down what would be sent" }),
});

const pathOf = (field: string) => `response_action.${field}`;

/** @throws Failure invalid: a field of another kind, an ARN that is none, live without a destination */
export function checkAction(kind: ActionKind, config: ActionConfig, mode: ActionMode): void {
  const { url, arn, endpoint } = config;
  const faults: Fault[] = [];
  const refuse = (field: string, message: string) => faults.push({ path: pathOf(field), message });
  if (kind === "webhook") {
    if (arn !== null) refuse("arn", "only actions of AWS have one");
    if (endpoint !== null) refuse("endpoint", "only actions of AWS have one");
  } else {
    if (url !== null) refuse("url", "only webhooks have one");
    if (arn !== null && !ARNS[kind].test(arn))
      refuse(
        "arn",
        kind === "sns"
          ? "an SNS topic such as arn:aws:sns:ap-northeast-2:123456789012:scale"
          : "a function such as arn:aws:lambda:ap-northeast-2:123456789012:function:scale",
      );
  }
  const destination = kind === "webhook" ? url : arn;
  if (mode === "live" && destination === null)
    refuse("mode", "an action without a destination can only be tried: say where it goes first");
  if (faults.length > 0) throw invalid(faults);
}
