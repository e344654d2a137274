import { setTimeout as sleep } from "node:timers/promises";
import type { Senders } from "#lib/channels/channel.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { Outgoing, OutgoingEmail } from "#lib/messages/outgoing.ts";
import { fillTemplate } from "#lib/messages/template.ts";

export const SENT: Outcome = { kind: "sent", receipt: { code: "250", text: "ok" } };
export const AGAIN: Outcome = {
  kind: "retry",
  fault: "destination",
  receipt: { code: "451", text: "later" },
};
export const AWAY: Outcome = { kind: "retry", fault: "channel", receipt: { code: "ECONNREFUSED", text: "" } };

/** A mail without links of its recipient's own. */
export const mailContent = (said: { subject: string; text: string; html: string }) => ({
  form: {
    subject: said.subject,
    text: { parts: [said.text], holes: [] },
    html: { parts: [said.html], holes: [] },
  },
  links: { unsubscribe: "", manage: "" },
});

/** A mail as its recipient reads it. */
export const readable = <M extends OutgoingEmail>({ form, links, ...mail }: M) => ({
  ...mail,
  subject: form.subject,
  text: fillTemplate(form.text, links),
  html: fillTemplate(form.html, links),
});

/** One message to one destination, without content. */
export async function plainMessage(job: DeliveryJob): Promise<Outgoing> {
  const to = job.recipient.destination;
  if (job.channel === "webhook") return { channel: "webhook", url: to, id: job.id, body: "{}", secrets: [] };
  if (job.channel === "slack")
    return { channel: "slack", url: to, payload: { text: job.eventId ?? "", blocks: [] } };
  if (job.channel === "teams") return { channel: "teams", url: to, mode: "card", card: {} };
  if (job.channel === "sms") return { channel: "sms", to, body: job.kind, statusCallback: null };
  return {
    channel: "email",
    to,
    ...mailContent({ subject: `${job.kind} ${job.eventId ?? ""}`.trim(), text: "", html: "" }),
    messageId: `${job.eventId ?? job.id}.${job.recipient.id}@example.com`,
    language: job.recipient.language,
    unsubscribeUrl: null,
    listId: null,
  };
}

export type Told = { at: number; to: string; message: Outgoing };

/** Ways out that remember what was sent and answer as a test says, after `takesMs`. */
export function testSenders(
  answer: (
    to: string,
    nth: number,
    message: Outgoing,
    signal: AbortSignal | undefined,
  ) => Outcome | Promise<Outcome> = () => SENT,
  options: { takesMs?: number; channels?: Channel[] } = {},
) {
  const told: Told[] = [];
  let open = 0;
  let peak = 0;
  const send = async (message: Outgoing, { signal }: { signal?: AbortSignal }): Promise<Outcome> => {
    const to = "to" in message ? message.to : message.url;
    told.push({ at: Date.now(), to, message });
    const nth = told.length;
    peak = Math.max(peak, ++open);
    if (options.takesMs) await sleep(options.takesMs);
    const outcome = await answer(to, nth, message, signal);
    open -= 1;
    return outcome;
  };
  const sender = (channel: Channel) =>
    (options.channels ?? ["email"]).includes(channel) ? { send, close: async () => {} } : null;
  const senders: Senders = {
    email: sender("email"),
    sms: sender("sms"),
    slack: sender("slack"),
    teams: sender("teams"),
    webhook: sender("webhook"),
  };
  return {
    senders,
    told,
    plainMessage,
    peak: () => peak,
    to: (name: string) => told.filter(({ to }) => to === name),
  };
}
