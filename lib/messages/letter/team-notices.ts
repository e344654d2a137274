import type { Language } from "#lib/domain/language.ts";
import { momentText } from "#lib/domain/moments.ts";
import type { Role } from "#lib/domain/people/permission.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { plainFoot } from "./foot.ts";
import { type Letter, PLAIN } from "./letter.ts";
import { singleLine, subjectOf } from "./lines.ts";
import type { NoticePlace } from "./subscriber-notices.ts";

type Link = { url: string; until: number };

const untilFact = ({ language, page }: NoticePlace, until: number) => ({
  label: messageWords("link_until", language),
  value: momentText(until, "full", page.zone, language),
});

/** Somebody may join the team. */
export function invitationLetter(place: NoticePlace, role: Role, link: Link): Letter {
  const { language, page } = place;
  const lead = messageWords("invitation_lead", language, { page: page.name });
  return {
    ...PLAIN,
    language,
    page,
    subject: singleLine(messageWords("invitation_subject", language, { page: page.name })),
    preheader: lead,
    title: { text: messageWords("invitation_title", language), lang: language },
    lead,
    facts: [
      { label: messageWords("role", language), value: roleWord(role, language) },
      untilFact(place, link.until),
    ],
    button: { text: messageWords("invitation_button", language), url: link.url },
    foot: {
      lines: [messageWords("why_invited", language, { page: page.name })],
      manage: null,
      unsubscribe: null,
    },
  };
}

const roleWord = (role: Role, language: Language): string => shellWord(`role_${role}`, language);

/** Somebody of the team may set a new password. */
export function resetLetter(place: NoticePlace, link: Link): Letter {
  const { language, page } = place;
  const lead = messageWords("reset_lead", language, { page: page.name });
  return {
    ...PLAIN,
    language,
    page,
    subject: singleLine(messageWords("reset_subject", language, { page: page.name })),
    preheader: lead,
    title: { text: messageWords("reset_title", language), lang: language },
    lead,
    facts: [untilFact(place, link.until)],
    button: { text: messageWords("reset_button", language), url: link.url },
    foot: {
      lines: [messageWords("why_reset", language, { page: page.name })],
      manage: null,
      unsubscribe: null,
    },
  };
}

/** Why an incident wants somebody of the team. */
export type Wanting =
  | { kind: "stale"; hours: number | null }
  | { kind: "attention"; about: "suggested" | "resolve_proposed" };

function leadOf(wanting: Wanting, language: Language): string {
  if (wanting.kind === "attention") return messageWords(`attention_${wanting.about}`, language);
  return wanting.hours === null
    ? messageWords("stale_lead_plain", language)
    : messageWords("stale_lead", language, { hours: wanting.hours });
}

/** An incident for which the team has to do something. */
export function wantingLetter(
  place: NoticePlace,
  incident: { name: string; url: string },
  wanting: Wanting,
): Letter {
  const { language, page } = place;
  const label = messageWords(`${wanting.kind}_label`, language);
  const lead = leadOf(wanting, language);
  return {
    ...PLAIN,
    language,
    page,
    subject: subjectOf(label, incident.name, page.name),
    preheader: lead,
    band: { tone: "degraded_performance", label },
    title: { text: incident.name, lang: language },
    lead,
    button: { text: messageWords("open_admin", language), url: incident.url },
    foot: plainFoot(language, page.name, "why_team"),
  };
}
