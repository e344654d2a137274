import type { Twilio } from "twilio";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { Egress } from "#lib/net/egress.ts";
import type { Sender } from "./channel.ts";
import type { Posted } from "./http-post.ts";
import type { SmsSettings } from "./settings.ts";
import { twilioHttpClient } from "./sms-http-client.ts";
import { smsOutcome } from "./sms-outcome.ts";

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Twilio>[2]>["httpClient"]>;

const senderOf = (from: string) => (from.startsWith("MG") ? { messagingServiceSid: from } : { from });

/** Twilio refuses a message whose status it could not tell: to this machine, or a name without a dot, it never can. */
const isCallable = (url: string): boolean => /\.[a-z]{2,}$/i.test(URL.parse(url)?.hostname ?? "");
const TWILIO = "https://api.twilio.com";

/** SMS by Twilio. Its library is loaded with the first message: it costs 35 MB, and most installations send none. */
export function createSmsSender(settings: SmsSettings, egress: Egress): Sender<"sms"> {
  const { accountSid, authToken, from, baseUrl } = settings;
  const loaded = () => import("twilio");
  let library: ReturnType<typeof loaded> | undefined;
  return {
    async send({ to, body, statusCallback }, limits) {
      let posted: Posted | undefined;
      const client = twilioHttpClient(egress, { baseUrl, limits }, (one) => {
        posted = one;
      });
      try {
        library ??= loaded();
        const { default: twilio } = await library;
        const api = twilio(accountSid, authToken, { httpClient: client as HttpClient });
        const isTold = statusCallback !== null && (baseUrl !== TWILIO || isCallable(statusCallback));
        await api.messages.create({ to, body, ...senderOf(from), ...(isTold ? { statusCallback } : {}) });
      } catch (error) {
        if (posted === undefined) return defect(error);
      }
      return posted === undefined ? defect(new Error("Twilio's client sent nothing")) : smsOutcome(posted);
    },
    async close() {},
  };
}

function defect(error: unknown): Outcome {
  const text = error instanceof Error ? error.message : "a failure without a name";
  return { kind: "permanent", receipt: { code: "defect", text: text.slice(0, 200) }, effect: "refused" };
}
