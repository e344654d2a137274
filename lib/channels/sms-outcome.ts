import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { EgressAnswer } from "#lib/net/egress.ts";
import { isTaken, later, never, type Posted, receiptOf, sent } from "./http-post.ts";

/** Codes of Twilio that say the number is none, takes no messages, or wants no more: 21610 is STOP. */
const GONE = new Set([21211, 21214, 21217, 21219, 21610, 21614]);
/** Ours to mend, for every message alike: account, credentials, sender, service, permission of the account. */
const OURS = new Set([
  20003, 20004, 20005, 20008, 20403, 20404, 21212, 21603, 21606, 21659, 21660, 21701, 21703,
]);
const THROTTLED = new Set([14107, 20429, 63038]);
const TOO_MANY = 429;

type Told = { code?: unknown; sid?: unknown };

function told({ body }: EgressAnswer): Told {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

/** What Twilio's answer means. Without one, or with one about our account, it is nobody's but the whole channel's trouble. */
export function smsOutcome(posted: Posted): Outcome {
  if ("outcome" in posted) {
    const { outcome } = posted;
    return outcome.kind === "retry" ? { ...outcome, fault: "channel" } : outcome;
  }
  const { answer } = posted;
  const { code, sid } = told(answer);
  if (isTaken(answer)) return sent(answer, typeof sid === "string" ? sid : undefined);
  const number = typeof code === "number" ? code : 0;
  const { text } = receiptOf(answer);
  const receipt = { code: String(number || answer.status), text };
  if (GONE.has(number)) return { kind: "permanent", receipt, effect: "gone" };
  const isOurs = OURS.has(number) || (number === 0 && [401, 403, 404].includes(answer.status));
  if (isOurs || THROTTLED.has(number) || answer.status === TOO_MANY || answer.status >= 500)
    return { ...later(answer, "channel"), receipt } as Outcome;
  // A redirect too: the number may be fine, the message is not taken.
  return { ...never(answer, "refused"), receipt } as Outcome;
}
