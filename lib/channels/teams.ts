import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { OutgoingTeams } from "#lib/messages/outgoing.ts";
import type { Egress, EgressAnswer } from "#lib/net/egress.ts";
import type { Sender } from "./channel.ts";
import { isTaken, later, never, post, receiptOf, sent, textOf } from "./http-post.ts";

const CARD_TYPE = "application/vnd.microsoft.card.adaptive";
/** The workflow was deleted, its key changed, or it may not be called any more. */
const GONE = new Set([401, 403, 404, 410]);
/** The body is not what this workflow takes: the other mode may be. */
const REFUSED = new Set([400, 413, 415, 422]);
/** The older connectors answer 200 and say in the text that they failed. */
const HIDDEN_FAILURE = /webhook message delivery failed|error:? .*\b(429|5\d\d)\b/i;
/** How long an older connector is left alone that says "429" without saying for how long. */
const HIDDEN_THROTTLE_MS = 60_000;

/** The two templates of Teams' workflows take two bodies: an envelope with attachments, or the bare card. */
export const teamsBody = ({ mode, card }: OutgoingTeams): object =>
  mode === "card"
    ? card
    : { type: "message", attachments: [{ contentType: CARD_TYPE, contentUrl: null, content: card }] };

/** 202 comes before the workflow runs: whether the card appeared, only somebody who looks can say. */
function outcomeOf(answer: EgressAnswer): Outcome {
  if (isTaken(answer)) {
    if (!HIDDEN_FAILURE.test(textOf(answer))) return sent(answer);
    return { kind: "retry", receipt: receiptOf(answer), fault: "destination", afterMs: HIDDEN_THROTTLE_MS };
  }
  if (GONE.has(answer.status)) return never(answer, "gone");
  return REFUSED.has(answer.status) ? never(answer, "refused") : later(answer);
}

/** Adaptive cards to workflows of Microsoft Teams. */
export const createTeamsSender = (egress: Egress): Sender<"teams"> => ({
  async send(message, limits) {
    const headers = { "content-type": "application/json" };
    const request = { url: message.url, headers, body: JSON.stringify(teamsBody(message)) };
    const posted = await post(egress, request, limits);
    return "answer" in posted ? outcomeOf(posted.answer) : posted.outcome;
  },
  async close() {},
});
