import type { Outcome, Receipt } from "#lib/domain/delivery/outcome.ts";
import { toSingleLine } from "#lib/domain/input/text.ts";
import type { Egress, EgressAnswer } from "#lib/net/egress.ts";
import { NetFault } from "#lib/net/fault.ts";
import { retryAfterMs } from "./retry-after.ts";

/** Of what the other side says, the team gets to see this much; nobody else sees any of it. */
const MAX_TEXT_LENGTH = 200;
/** What is looked at of an answer at most, before it is cut. */
const READ_BYTES = 1_000;

export type Limits = { timeoutMs: number; signal?: AbortSignal };
export type Post = { url: string; headers: Record<string, string>; body: string };
/** `outcome`: there is no answer, and that is what it means. */
export type Posted = { answer: EgressAnswer } | { outcome: Outcome };

/** One POST that follows no redirect and never throws. */
export async function post(egress: Egress, request: Post, limits: Limits): Promise<Posted> {
  try {
    return { answer: await egress.request({ ...request, ...limits, method: "POST" }) };
  } catch (error) {
    return { outcome: withoutAnswer(error, limits.signal) };
  }
}

/** No answer: whatever the reason, another try may find another world. */
export function withoutAnswer(error: unknown, signal?: AbortSignal): Outcome {
  if (signal?.aborted) {
    const receipt = { code: "stopped", text: "Sending was stopped" };
    return { kind: "retry", receipt, fault: "channel" };
  }
  if (error instanceof NetFault) {
    const receipt = { code: error.reason, text: toSingleLine(error.message).slice(0, MAX_TEXT_LENGTH) };
    return { kind: "retry", receipt, fault: "destination" };
  }
  const text = error instanceof Error ? error.message : "a failure without a name";
  const receipt = { code: "defect", text: toSingleLine(text).slice(0, MAX_TEXT_LENGTH) };
  return { kind: "permanent", receipt, effect: "refused" };
}

export const textOf = ({ body }: EgressAnswer): string => body.subarray(0, READ_BYTES).toString("utf8");

/** The answer as the team may see it. */
export const receiptOf = (answer: EgressAnswer): Receipt => ({
  code: String(answer.status),
  text: toSingleLine(textOf(answer)).slice(0, MAX_TEXT_LENGTH).toWellFormed(),
});

export const isTaken = ({ status }: EgressAnswer): boolean => status >= 200 && status < 300;

/** Of a delivery nothing is kept but that it was taken. */
export const sent = ({ status }: EgressAnswer, providerId?: string): Outcome => ({
  kind: "sent",
  receipt: { code: String(status), text: "", ...(providerId ? { providerId } : {}) },
});

/** Another try later: when the other side says, if it says when. */
export function later(answer: EgressAnswer, fault: "destination" | "channel" = "destination"): Outcome {
  const afterMs = retryAfterMs(answer.headers, Date.now());
  return { kind: "retry", receipt: receiptOf(answer), fault, ...(afterMs === undefined ? {} : { afterMs }) };
}

export const never = (answer: EgressAnswer, effect: "gone" | "refused"): Outcome => ({
  kind: "permanent",
  receipt: receiptOf(answer),
  effect,
});
