import { type FetchFunction, IncomingWebhook, type IncomingWebhookSendArguments } from "@slack/webhook";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { Egress, EgressAnswer } from "#lib/net/egress.ts";
import type { Sender } from "./channel.ts";
import {
  isTaken,
  type Limits,
  later,
  never,
  type Posted,
  post,
  sent,
  textOf,
  withoutAnswer,
} from "./http-post.ts";

/** The channel was archived or deleted, the app removed, or its posts forbidden. */
const GONE = new Set([403, 404, 410]);
/** 400 for a webhook that was taken away; any other 400 means that our message is at fault. */
const GONE_TEXT =
  /\b(invalid_token|no_service|no_service_id|no_active_hooks|channel_not_found|no_team|team_disabled)\b/;
const REFUSED = new Set([400, 413]);

/** What Slack answers, as its documentation and its changelog say. */
function outcomeOf(answer: EgressAnswer): Outcome {
  if (isTaken(answer)) return sent(answer);
  if (GONE.has(answer.status)) return never(answer, "gone");
  if (REFUSED.has(answer.status)) return never(answer, GONE_TEXT.test(textOf(answer)) ? "gone" : "refused");
  return later(answer);
}

type AnswerOfFetch = Awaited<ReturnType<FetchFunction>>;

/** An answer in the form in which Slack's client reads it. */
function fetched(answer: EgressAnswer): AnswerOfFetch {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  const text = answer.body.toString("utf8");
  return {
    ok: isTaken(answer),
    status: answer.status,
    statusText: "",
    url: answer.url.href,
    headers,
    arrayBuffer: async () => new Uint8Array(answer.body).buffer,
    json: async () => JSON.parse(text),
    text: async () => text,
  };
}

/** Slack's client gets out by our egress, and tries once: when to try again is not its to say. */
function fetchBy(egress: Egress, limits: Limits, onPosted: (posted: Posted) => void): FetchFunction {
  return async (url, init) => {
    const { headers = {}, body } = init ?? {};
    const posted = await post(egress, { url: String(url), headers, body: String(body) }, limits);
    onPosted(posted);
    if ("outcome" in posted) throw new Error(posted.outcome.receipt.code);
    return fetched(posted.answer);
  };
}

/** Messages to incoming webhooks of Slack. */
export const createSlackSender = (egress: Egress): Sender<"slack"> => ({
  async send({ url, payload }, limits) {
    let posted: Posted | undefined;
    const fetch = fetchBy(egress, limits, (one) => {
      posted = one;
    });
    try {
      await new IncomingWebhook(url, { fetch }).send(payload as IncomingWebhookSendArguments);
    } catch (error) {
      if (posted === undefined) return withoutAnswer(error, limits.signal);
    }
    if (posted === undefined) return withoutAnswer(new Error("Slack's client sent nothing"));
    return "answer" in posted ? outcomeOf(posted.answer) : posted.outcome;
  },
  async close() {},
});
