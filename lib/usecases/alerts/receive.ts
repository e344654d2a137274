import { createHash } from "node:crypto";
import { countFiring, noteReceived, storeAlert } from "#lib/data/alerts/alerts.ts";
import { authorize } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { readAlertmanager } from "#lib/domain/alerts/alertmanager.ts";
import { readDatadog } from "#lib/domain/alerts/datadog.ts";
import { readGeneric } from "#lib/domain/alerts/generic.ts";
import { readGrafana } from "#lib/domain/alerts/grafana.ts";
import { readOpsgenie } from "#lib/domain/alerts/opsgenie.ts";
import { readPagerDuty } from "#lib/domain/alerts/pagerduty.ts";
import type { AlertReading, Reading } from "#lib/domain/alerts/reading.ts";
import { suggest } from "#lib/domain/alerts/rules.ts";
import { type AlertSource, type AlertSourceKind, MAX_FIRING_ALERTS } from "#lib/domain/alerts/source.ts";
import { Failure, type Fault } from "#lib/domain/errors.ts";
import { toStorable } from "#lib/domain/input/text.ts";
import { checkSignature, type Message } from "./signature.ts";
import { readSns, type SnsReach } from "./sns.ts";

const READERS: Record<Exclude<AlertSourceKind, "cloudwatch">, (body: unknown) => Reading> = {
  alertmanager: readAlertmanager,
  grafana: readGrafana,
  datadog: readDatadog,
  pagerduty: readPagerDuty,
  opsgenie: readOpsgenie,
  generic: readGeneric,
};

/** A sender's clock is believed this far back. */
const MAX_BACKDATING_MS = 24 * 3_600_000;
/** Longer fingerprints, and those that PostgreSQL could not hold, are kept as their hash. */
const MAX_KEPT_FINGERPRINT = 255;
const RETRY_AFTER_SECONDS = 60;

export type Received = {
  /** Alerts that were stored, and how many of them are new. */
  accepted: number;
  fresh: number;
  /** Alerts of which a newer message had come before. */
  stale: number;
  /** Parts of the message that are no alert, and why. */
  ignored: Fault[];
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure("malformed", "The body is not valid JSON");
  }
}

const kept = (fingerprint: string): string =>
  fingerprint.length <= MAX_KEPT_FINGERPRINT && toStorable(fingerprint) === fingerprint
    ? fingerprint
    : `sha256:${createHash("sha256").update(fingerprint).digest("hex")}`;

/** A message from the future would make every later one stale. */
const notAhead = (at: number | null, now: number): number | null => (at === null ? null : Math.min(at, now));

const within = (at: number | null, now: number): number =>
  Math.min(now, Math.max(at ?? now, now - MAX_BACKDATING_MS));

/** In one order, so that two messages about the same alerts never wait for each other in a circle. */
const inOrder = (alerts: readonly AlertReading[], now: number): AlertReading[] =>
  alerts
    .map((alert) => ({
      ...alert,
      fingerprint: kept(alert.fingerprint),
      eventAt: notAhead(alert.eventAt, now),
    }))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : Number(a.fingerprint > b.fingerprint)));

async function store(source: AlertSource, { alerts, ignored }: Reading, now: number): Promise<Received> {
  const { id: sourceId, pageId } = source;
  const scope = authorize(
    { kind: "system", id: `alerts:${sourceId}`, pageId: null },
    "monitors:write",
    pageId,
  );
  return await change(scope, async (tx) => {
    const firing = alerts.filter(({ status }) => status === "firing").length;
    if (firing > 0 && (await countFiring(tx, sourceId)) + firing > MAX_FIRING_ALERTS)
      throw new Failure("too_many", `At most ${MAX_FIRING_ALERTS} alerts of one source fire at once`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    const received: Received = { accepted: 0, fresh: 0, stale: 0, ignored };
    for (const alert of inOrder(alerts, now)) {
      const stored = await storeAlert(
        tx,
        alert,
        {
          pageId,
          sourceId,
          componentIds: suggest(source.rules, alert).map(({ componentId }) => componentId),
          firingSince: within(alert.startedAt, now),
          resolvedAt: alert.endedAt === null ? null : within(alert.endedAt, now),
          draftAt: now + source.dampSeconds * 1000,
        },
        now,
      );
      if (stored === "stale") received.stale += 1;
      else received.accepted += 1;
      if (stored === "new") received.fresh += 1;
    }
    await noteReceived(tx, sourceId, now);
    // Alerts are facts, not acts of ours: what is made of them is recorded when it is made.
    return { result: received, audit: null, event: null };
  });
}

/**
 * Takes one message of a source in: signature, form, then its alerts, deduplicated by fingerprint. It is answered when it
 * is stored. What is made of them is the worker's.
 * @throws Failure malformed, invalid (with paths), forbidden (signature), too_many, unavailable
 */
export async function receiveAlerts(
  source: AlertSource,
  message: Message,
  { secretKey, sns, now }: { secretKey: string; sns: SnsReach; now: number },
): Promise<Received> {
  checkSignature(source, message, secretKey, now);
  const body = parse(message.body);
  const reading =
    source.kind === "cloudwatch" ? await readSns(source, body, sns, now) : READERS[source.kind](body);
  return await store(source, reading, now);
}
