import { createHmac, timingSafeEqual } from "node:crypto";
import type { AlertSource } from "#lib/domain/alerts/source.ts";
import { Failure } from "#lib/domain/errors.ts";
import { unsealSecret } from "../secrets/sealed.ts";

/** What a sender's signing secret is sealed for. */
export const ALERT_SECRET = "signing secret of an alert source";

/** A message as it came over the wire; header names in lower case. */
export type Message = { body: string; headers: ReadonlyMap<string, string> };

const HEX_SHA256 = /^[0-9a-f]{64}$/i;
/** PagerDuty sends one signature for each secret that is valid just now. */
const MAX_SIGNATURES = 10;
/** Grafana signs the time of each attempt anew. */
export const MAX_SIGNED_AGE_MS = 5 * 60_000;

export const GRAFANA_SIGNATURE = "x-grafana-alerting-signature";
export const GRAFANA_TIMESTAMP = "x-grafana-alerting-timestamp";
export const PAGERDUTY_SIGNATURE = "x-pagerduty-signature";

const refused = (message: string) => new Failure("forbidden", message);

/** In constant time; the form is checked first, for a comparison of unequal lengths throws. */
function fits(signature: string, secret: string, signed: string): boolean {
  if (!HEX_SHA256.test(signature)) return false;
  return timingSafeEqual(
    Buffer.from(signature, "hex"),
    createHmac("sha256", secret).update(signed, "utf8").digest(),
  );
}

function checkPagerDuty({ body, headers }: Message, secret: string): void {
  const header = headers.get(PAGERDUTY_SIGNATURE);
  if (!header) throw refused("X-PagerDuty-Signature is missing");
  const signatures = header
    .split(",", MAX_SIGNATURES)
    .flatMap((part) => /^\s*v1=(\S+)\s*$/.exec(part)?.[1] ?? []);
  if (!signatures.some((signature) => fits(signature, secret, body)))
    throw refused("X-PagerDuty-Signature does not fit this source's signing secret");
}

function checkGrafana({ body, headers }: Message, secret: string, now: number): void {
  const signature = headers.get(GRAFANA_SIGNATURE);
  if (!signature) throw refused("X-Grafana-Alerting-Signature is missing");
  const timestamp = headers.get(GRAFANA_TIMESTAMP);
  if (!fits(signature.trim(), secret, timestamp === undefined ? body : `${timestamp}:${body}`))
    throw refused("X-Grafana-Alerting-Signature does not fit this source's signing secret");
  if (timestamp === undefined) return;
  const age = Math.abs(now - Number(timestamp) * 1000);
  if (!(age <= MAX_SIGNED_AGE_MS)) throw refused("The signed message is too old, or comes from the future");
}

/**
 * Checks the signature of a message whose sender shares a secret with us; without one the address alone is the secret.
 * @throws Failure forbidden; unavailable (the secret was sealed with another SECRET_KEY)
 */
export function checkSignature(source: AlertSource, message: Message, secretKey: string, now: number): void {
  const { sealedSecret } = source.settings;
  if (sealedSecret === null) return;
  const secret = unsealSecret(sealedSecret, secretKey, ALERT_SECRET);
  if (secret === null)
    throw new Failure("unavailable", "The signing secret must be set again: SECRET_KEY has changed");
  if (source.kind === "pagerduty") checkPagerDuty(message, secret);
  else checkGrafana(message, secret, now);
}
