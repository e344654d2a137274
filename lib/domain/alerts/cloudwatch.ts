import { z } from "zod";
import {
  cutLine,
  cutText,
  fingerprintText,
  MAX_LABELS,
  MAX_TITLE_LENGTH,
  type Reading,
  readAs,
  readInstant,
  readLabels,
  readLink,
} from "./reading.ts";

const text = z.string().nullish();
const MAX_DIMENSIONS = MAX_LABELS / 2;
const alarm = z.object({
  AlarmName: fingerprintText,
  AlarmArn: fingerprintText.optional(),
  AlarmDescription: text,
  AWSAccountId: text,
  NewStateValue: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]),
  NewStateReason: text,
  StateChangeTime: text,
  Region: text,
  Trigger: z
    .object({
      MetricName: text,
      Namespace: text,
      Dimensions: z
        .array(z.object({ name: z.string(), value: z.string() }))
        .max(MAX_DIMENSIONS, `at most ${MAX_DIMENSIONS} dimensions`)
        .nullish(),
    })
    .nullish(),
});
type Alarm = z.infer<typeof alarm>;

/** "arn:aws:cloudwatch:ap-northeast-2:…": the message's own `Region` is a name for people. */
const regionOf = (arn = ""): string | undefined => arn.split(":")[3] || undefined;

function labelsOf({ AlarmName, AlarmArn, AWSAccountId, Region, Trigger }: Alarm) {
  const dimensions = (Trigger?.Dimensions ?? []).map(({ name, value }) => [name, value]);
  return readLabels({
    ...Object.fromEntries(dimensions),
    alarm: AlarmName,
    account: AWSAccountId,
    region: regionOf(AlarmArn) ?? Region,
    namespace: Trigger?.Namespace,
    metric: Trigger?.MetricName,
  });
}

function consoleUrl(arn: string | undefined, name: string): string | null {
  const region = regionOf(arn);
  if (region === undefined || !arn?.startsWith("arn:aws:")) return null;
  const query = `region=${encodeURIComponent(region.toWellFormed())}#alarmsV2:alarm/${encodeURIComponent(name.toWellFormed())}`;
  return readLink(`https://console.aws.amazon.com/cloudwatch/home?${query}`);
}

function parse(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return null;
  }
}

/**
 * The text of an SNS notification that a CloudWatch alarm sent (metric or composite). Other texts in the same topic are
 * ignored, and so is missing data: unknown is no outage.
 * @throws Failure invalid with the path of each fault
 */
export function readCloudWatch(message: string): Reading {
  const body = parse(message);
  if (typeof body !== "object" || body === null || !("NewStateValue" in body))
    return { alerts: [], ignored: [{ path: "Message", message: "no CloudWatch alarm" }] };
  const told = readAs(alarm, body, ["Message"]);
  if (told.NewStateValue === "INSUFFICIENT_DATA")
    return {
      alerts: [],
      ignored: [{ path: "Message.NewStateValue", message: "INSUFFICIENT_DATA is neither ALARM nor OK" }],
    };
  const isOver = told.NewStateValue === "OK";
  const changedAt = readInstant(told.StateChangeTime);
  const summary = [told.AlarmDescription, told.NewStateReason].filter(Boolean).join("\n\n");
  const reading = {
    fingerprint: told.AlarmArn ?? told.AlarmName,
    status: isOver ? ("resolved" as const) : ("firing" as const),
    title: cutLine(told.AlarmName, MAX_TITLE_LENGTH) || "CloudWatch",
    summary: cutText(summary),
    severity: null,
    labels: labelsOf(told),
    startedAt: isOver ? null : changedAt,
    endedAt: isOver ? changedAt : null,
    eventAt: changedAt,
    url: consoleUrl(told.AlarmArn, told.AlarmName),
  };
  return { alerts: [reading], ignored: [] };
}
