import type { z } from "zod";
import { MAX_INCIDENT_NAME_LENGTH, MAX_UPDATE_BODY_LENGTH } from "../../incidents/incident.ts";
import { wireInstant } from "../../incidents/input.ts";
import { parseInstant } from "../../input/instant.ts";
import { lines, singleLine } from "../../input/text.ts";
import { type Translations, translations } from "../../language.ts";
import type { AudienceDraft } from "../draft.ts";
import { audienceDraft, audienceInput } from "./fan-out-input.ts";

/** What is about to be published, with its words. */
export const messageInput = audienceInput.extend({
  name: singleLine(MAX_INCIDENT_NAME_LENGTH),
  translations: translations.optional(),
  body: lines(MAX_UPDATE_BODY_LENGTH).default(""),
  update_translations: translations.optional(),
  next_update_at: wireInstant.nullish(),
  scheduled_for: wireInstant.nullish(),
  scheduled_until: wireInstant.nullish(),
});

export type MessageDraft = AudienceDraft & {
  name: string;
  translations: Translations;
  body: string;
  updateTranslations: Translations;
  nextUpdateAt: number | null;
  scheduledFor: number | null;
  scheduledUntil: number | null;
};

const at = (instant: string | null | undefined): number | null => (instant ? parseInstant(instant) : null);

/** The same as the use case takes it. */
export const messageDraft = (input: z.infer<typeof messageInput>): MessageDraft => ({
  ...audienceDraft(input),
  name: input.name,
  translations: input.translations ?? {},
  body: input.body,
  updateTranslations: input.update_translations ?? {},
  nextUpdateAt: at(input.next_update_at),
  scheduledFor: at(input.scheduled_for),
  scheduledUntil: at(input.scheduled_until),
});
