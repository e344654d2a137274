import { z } from "zod";
import { Failure } from "../errors.ts";
import { lines } from "../input/text.ts";
import { translations } from "../language.ts";
import { inOrder } from "./claims.ts";
import { type Incident, type IncidentUpdate, MAX_UPDATE_BODY_LENGTH } from "./incident.ts";
import { isEnd, requirePhase } from "./transitions.ts";

const revision = z.number().int().min(1).optional().meta({
  description: "The incident's revision that was read: an older one than the stored gets 409",
});

/** A post-mortem is told as an update too, and so it may be as long as one. */
export const postmortemDraft = z.object({
  body_draft: lines(MAX_UPDATE_BODY_LENGTH).refine((text) => text.trim() !== "", "must not be empty"),
  draft_translations: translations.optional(),
  revision,
});
export type PostmortemDraft = z.infer<typeof postmortemDraft>;

export const postmortemPublication = z.object({
  notify_subscribers: z.boolean().optional().meta({ description: "false by default" }),
  notify_twitter: z
    .boolean()
    .optional()
    .meta({ description: "Taken for Statuspage's clients; nothing is tweeted" }),
  custom_tweet: z.string().nullish().meta({ description: "Taken and ignored" }),
  revision,
});
export type PostmortemPublication = z.infer<typeof postmortemPublication>;

/** @throws Failure conflict unless the incident is of a kind and in a phase that can have a post-mortem */
export function requireExaminable(incident: Incident): void {
  requirePhase(incident, "have a post-mortem", ["draft", "published"]);
  if (incident.kind !== "incident")
    throw new Failure(
      "conflict",
      `A post-mortem belongs to an incident; this is ${incident.kind === "maintenance" ? "maintenance" : "an announcement"}`,
    );
}

/** @throws Failure conflict unless there is something to publish, after the end of an incident that readers know */
export function requirePublishable(incident: Incident): void {
  requireExaminable(incident);
  requirePhase(incident, "publish its post-mortem", ["published"]);
  if (!isEnd(incident.status))
    throw new Failure(
      "conflict",
      `The incident is ${incident.status}; allowed now: resolved, then its post-mortem`,
    );
  if (!incident.postmortem?.draft)
    throw new Failure("conflict", "There is no draft of a post-mortem to publish; allowed now: save one");
}

/** The update that tells the post-mortem. */
export const postmortemUpdate = ({ updates }: Incident): IncidentUpdate | undefined =>
  inOrder(updates).find(({ status }) => status === "postmortem");
