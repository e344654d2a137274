import type { Language } from "#lib/domain/language.ts";
import { momentText } from "#lib/domain/moments.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import { plainFoot } from "./foot.ts";
import { type Letter, PLAIN } from "./letter.ts";
import { singleLine } from "./lines.ts";

/** Where a notice comes from and to whom it speaks. */
export type NoticePlace = {
  language: Language;
  page: { name: string; url: string; zone: string };
};

const until = (place: NoticePlace, key: "confirm_until" | "link_until", at: number) => ({
  label: messageWords(key, place.language),
  value: momentText(at, "full", place.page.zone, place.language),
});

type Link = { url: string; until: number };

const base = ({ language, page }: NoticePlace) => ({ ...PLAIN, language, page });

/** The link that proves a mail address; also tells what happens without it: nothing. */
export function confirmLetter(place: NoticePlace, link: Link): Letter {
  const { language, page } = place;
  const lead = messageWords("confirm_lead", language, { page: page.name });
  return {
    ...base(place),
    subject: singleLine(messageWords("confirm_subject", language, { page: page.name })),
    preheader: lead,
    title: { text: messageWords("confirm_title", language), lang: language },
    lead,
    facts: [until(place, "confirm_until", link.until)],
    button: { text: messageWords("confirm_button", language), url: link.url },
    foot: plainFoot(language, page.name, "why_asked"),
  };
}

/** The post with which a Slack or Teams channel or a webhook is proven. */
export function challengeLetter(place: NoticePlace, link: Link): Letter {
  const { language, page } = place;
  return {
    ...confirmLetter(place, link),
    lead: messageWords("challenge_lead", language, { page: page.name }),
    foot: { lines: [], manage: null, unsubscribe: null },
  };
}

/** The link to the settings that somebody asked for. */
export function manageLetter(place: NoticePlace, link: Link): Letter {
  const { language, page } = place;
  const lead = messageWords("manage_lead", language);
  return {
    ...base(place),
    subject: singleLine(messageWords("manage_subject", language, { page: page.name })),
    preheader: lead,
    title: { text: messageWords("manage_title", language), lang: language },
    lead,
    facts: [until(place, "link_until", link.until)],
    button: { text: messageWords("manage_button", language), url: link.url },
    foot: plainFoot(language, page.name, "why_asked"),
  };
}

/** Whether a destination works, asked by the team. */
export function testLetter(place: NoticePlace): Letter {
  const { language, page } = place;
  const lead = messageWords("test_lead", language, { page: page.name });
  return {
    ...base(place),
    subject: singleLine(messageWords("test_subject", language, { page: page.name })),
    preheader: lead,
    band: { tone: "unknown", label: messageWords("test_label", language) },
    title: { text: messageWords("test_title", language), lang: language },
    lead,
    button: { text: messageWords("open_status", language), url: page.url },
    foot: plainFoot(language, page.name, "why_test"),
  };
}

/** What became of a destination of theirs. */
export type Trouble = {
  channel: "slack" | "teams" | "webhook" | "sms" | "email";
  /** Only the host: the rest of such an address is a secret. */
  host: string | null;
  /** It is still tried; else it has been stopped. */
  isTried: boolean;
  failures: number;
  failingSince: number | null;
};

/** To whom a webhook or a chat belongs: it fails, or it was stopped. */
export function quarantinedLetter(place: NoticePlace, trouble: Trouble, manageUrl: string): Letter {
  const { language, page } = place;
  const channel = messageWords(`channel_${trouble.channel}`, language);
  const lead = messageWords(trouble.isTried ? "failing_lead" : "stopped_lead", language, { channel });
  const fact = (key: "destination" | "failures" | "failing_since", value: string) => ({
    label: messageWords(key, language),
    value,
  });
  return {
    ...base(place),
    subject: singleLine(messageWords("quarantined_subject", language, { page: page.name })),
    preheader: lead,
    band: { tone: "degraded_performance", label: messageWords("quarantined_label", language) },
    title: {
      text: messageWords(trouble.isTried ? "failing_title" : "stopped_title", language),
      lang: language,
    },
    lead,
    facts: [
      ...(trouble.host === null ? [] : [fact("destination", `${channel} · ${trouble.host}`)]),
      ...(trouble.failures > 0 ? [fact("failures", String(trouble.failures))] : []),
      ...(trouble.failingSince === null
        ? []
        : [fact("failing_since", momentText(trouble.failingSince, "full", page.zone, language))]),
    ],
    button: { text: messageWords("manage_button", language), url: manageUrl },
    foot: plainFoot(language, page.name, "why_owner"),
  };
}
