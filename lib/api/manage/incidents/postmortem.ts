import { z } from "zod";
import type { Incident, Postmortem } from "#lib/domain/incidents/incident.ts";
import { translations } from "#lib/domain/language.ts";
import { instant, instantTextOrNull } from "../instant.ts";

/** What an incident tells of its post-mortem, as at Statuspage: the published text only. */
export const postmortemFields = {
  postmortem_body: z.string().nullable(),
  postmortem_body_last_updated_at: instant.nullable(),
  postmortem_ignored: z.boolean(),
  postmortem_published_at: instant.nullable(),
  postmortem_notified_subscribers: z.boolean(),
  postmortem_notified_twitter: z.boolean(),
};

/** What Statuspage's incident says of its post-mortem: nothing before it is published. */
export function presentPostmortemFields({ postmortem }: Pick<Incident, "postmortem">) {
  const isPublished = postmortem?.publishedAt != null;
  return {
    postmortem_body: isPublished ? postmortem.body : null,
    postmortem_body_last_updated_at: instantTextOrNull(isPublished ? postmortem.bodyAt : null),
    postmortem_ignored: false,
    postmortem_published_at: instantTextOrNull(postmortem?.publishedAt ?? null),
    postmortem_notified_subscribers: isPublished && postmortem.notifiesSubscribers,
    postmortem_notified_twitter: false,
  };
}

/** A post-mortem as Statuspage tells it, and the texts in other languages. */
export const postmortemBody = z
  .object({
    preview_key: z.null().meta({ description: "Drafts are read with a token or in the admin, not by a key" }),
    body: z.string().nullable().meta({ description: "As published; null before that" }),
    body_updated_at: instant.nullable(),
    body_draft: z.string().nullable(),
    body_draft_updated_at: instant.nullable(),
    published_at: instant.nullable(),
    notify_subscribers: z.boolean(),
    notify_twitter: z.literal(false),
    custom_tweet: z.null(),
    translations,
    draft_translations: translations,
  })
  .meta({ id: "Postmortem" });

export const presentPostmortem = (postmortem: Postmortem): z.infer<typeof postmortemBody> => ({
  preview_key: null,
  body: postmortem.body,
  body_updated_at: instantTextOrNull(postmortem.bodyAt),
  body_draft: postmortem.draft,
  body_draft_updated_at: instantTextOrNull(postmortem.draftAt),
  published_at: instantTextOrNull(postmortem.publishedAt),
  notify_subscribers: postmortem.notifiesSubscribers,
  notify_twitter: false,
  custom_tweet: null,
  translations: postmortem.translations,
  draft_translations: postmortem.draftTranslations,
});

export const postmortemExample: z.infer<typeof postmortemBody> = {
  preview_key: null,
  body: null,
  body_updated_at: null,
  body_draft: "## 무슨 일이 있었나\n\n연결이 모자랐습니다.",
  body_draft_updated_at: "2026-11-24T01:00:00.000Z",
  published_at: null,
  notify_subscribers: false,
  notify_twitter: false,
  custom_tweet: null,
  translations: {},
  draft_translations: {},
};
