import { createHmac } from "node:crypto";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { OutgoingWebhook } from "#lib/messages/outgoing.ts";
import type { Egress, EgressAnswer } from "#lib/net/egress.ts";
import type { Sender } from "./channel.ts";
import { isTaken, later, never, post, sent } from "./http-post.ts";

const USER_AGENT = "T-Developer-Status/1.0 (webhooks)";
/** Standard Webhooks: 15 to 30 s. */
export const WEBHOOK_TIMEOUT_MS = 30_000;
const GONE = 410;
const SECOND_MS = 1_000;

const SECRET_PREFIX = "whsec_";

/**
 * A signature of Standard Webhooks, as its package makes them (and verifies ours in the tests): that one counts SHA-256 in
 * JavaScript, which is a tenth of what a post costs.
 */
function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}

/** The headers of Standard Webhooks 1.0.0: signed with every secret that is valid now, for the moment of this very try. */
export function webhookHeaders({ id, body, secrets }: OutgoingWebhook, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / SECOND_MS));
  const signatures = secrets.map((secret) => signature(secret, `${id}.${timestamp}.${body}`));
  return {
    "content-type": "application/json",
    "user-agent": USER_AGENT,
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    // A challenge may go out before there is a secret.
    ...(signatures.length > 0 ? { "webhook-signature": signatures.join(" ") } : {}),
  };
}

/**
 * Success is 2xx alone: a redirect is a failure, never followed. 410 means "no more". Everything else may be better next
 * time, not before Retry-After.
 */
function outcomeOf(answer: EgressAnswer): Outcome {
  if (isTaken(answer)) return sent(answer);
  return answer.status === GONE ? never(answer, "gone") : later(answer);
}

/** Signed webhooks to addresses that anybody may have typed: every try goes through the guard of the egress. */
export const createWebhookSender = (egress: Egress): Sender<"webhook"> => ({
  async send(message, { timeoutMs, signal }) {
    const { url, body } = message;
    const limits = { timeoutMs: Math.min(timeoutMs, WEBHOOK_TIMEOUT_MS), ...(signal ? { signal } : {}) };
    const posted = await post(egress, { url, body, headers: webhookHeaders(message, Date.now()) }, limits);
    return "answer" in posted ? outcomeOf(posted.answer) : posted.outcome;
  },
  async close() {},
});
