import type { Language } from "#lib/domain/language.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import type { Letter, OwnLinks } from "./letter.ts";

/** Why subscribers get it, what happens with their address, and the ways out. */
export const subscriberFoot = (language: Language, page: string, links: OwnLinks): Letter["foot"] => ({
  lines: [messageWords("why_subscribed", language, { page }), messageWords("privacy", language)],
  manage: { text: messageWords("manage", language), url: links.manage },
  unsubscribe: { text: messageWords("unsubscribe", language), url: links.unsubscribe },
});

/** The foot of what has no way out because it comes once, or comes with the work. */
export const plainFoot = (
  language: Language,
  page: string,
  why: "why_asked" | "why_team" | "why_owner" | "why_test",
): Letter["foot"] => ({ lines: [messageWords(why, language, { page })], manage: null, unsubscribe: null });
