import { z } from "zod";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { language } from "#lib/domain/language.ts";

export const shownMessageBody = z
  .object({
    channel: z.enum(CHANNELS),
    language,
    subject: z.string().nullable(),
    text: z.string().meta({ description: "Of mail and SMS; of the others what a notification shows" }),
    html: z.string().nullable(),
    payload: z.unknown().meta({ description: "What is posted: blocks, a card, the body of a webhook" }),
    segments: z
      .object({ count: z.number().int(), characters: z.number().int(), encoding: z.string() })
      .nullable()
      .meta({ description: "Of an SMS: what it is billed as" }),
  })
  .meta({ id: "ShownMessage" });

export const shownMessageExample: z.infer<typeof shownMessageBody> = {
  channel: "sms",
  language: "en",
  subject: null,
  text: "[Example Status] Investigating: Slow answers\nhttps://status.example.com/incidents/8kbf7d35c070",
  html: null,
  payload: null,
  segments: { count: 1, characters: 93, encoding: "GSM-7" },
};
