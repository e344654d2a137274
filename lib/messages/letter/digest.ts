import { messageWords } from "#lib/domain/words/messages.ts";
import type { ToldEvent } from "../told/event.ts";
import { excerptOf } from "./event.ts";
import { subscriberFoot } from "./foot.ts";
import { type Entry, type Letter, type OwnLinks, PLAIN } from "./letter.ts";
import { singleLine } from "./lines.ts";
import type { NoticePlace } from "./subscriber-notices.ts";

/** More are on the page. */
export const MAX_DIGEST_ENTRIES = 20;

const entryOf = (told: ToldEvent): Entry => ({
  tone: told.tone,
  label: told.label,
  title: told.name,
  lines: [
    ...(told.affected.length > 0
      ? [
          `${messageWords("affected", told.language)}: ${told.affected.map(({ name, word }) => (word ? `${name} (${word})` : name)).join(", ")}`,
        ]
      : []),
    ...told.facts.map(({ label, value }) => `${label}: ${value}`),
  ],
  excerpt: told.update && excerptOf(told.update),
  url: told.url,
});

/** What happened since the last digest, each event as it stands now, the newest first. */
export function digestLetter(place: NoticePlace, events: readonly ToldEvent[], links: OwnLinks): Letter {
  const { language, page } = place;
  const count = events.length;
  return {
    ...PLAIN,
    language,
    page,
    subject: singleLine(messageWords("digest_subject", language, { count, page: page.name })),
    preheader: singleLine(events.map(({ label, name }) => `[${label}] ${name.text}`).join(", ")),
    title: { text: messageWords("digest_title", language), lang: language },
    lead: messageWords("digest_lead", language, { count }),
    entries: events.slice(0, MAX_DIGEST_ENTRIES).map(entryOf),
    button: { text: messageWords("open_status", language), url: page.url },
    foot: subscriberFoot(language, page.name, links),
  };
}
