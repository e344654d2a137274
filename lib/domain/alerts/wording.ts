import type { Language, Translations } from "../language.ts";
import { severity, type WireState, worst } from "../status/state.ts";

/** A component by its name in the page's first language and its translations. */
export type NamedComponent = { id: string; name: string; translations: Translations; state: WireState };

type Words = { name: string; body: string };
type Told = Words & { translations: Translations };

const MAX_NAMED = 3;
const MAX_NAMES_LENGTH = 180;

/** What it is called in a title and in a sentence. */
const OUTAGE: Record<Language, Partial<Record<WireState, { title: string; text: string }>>> = {
  ko: {
    major_outage: { title: "장애", text: "장애" },
    partial_outage: { title: "일부 장애", text: "일부 장애" },
    degraded_performance: { title: "성능 저하", text: "성능 저하" },
  },
  en: {
    major_outage: { title: "outage", text: "an outage" },
    partial_outage: { title: "partial outage", text: "a partial outage" },
    degraded_performance: { title: "degraded performance", text: "degraded performance" },
  },
};
type Outage = { title: string; text: string };

const OTHERS: Record<Language, (count: number) => string> = {
  ko: (count) => ` 외 ${count}개`,
  en: (count) => ` and ${count} more`,
};

function namesIn(language: Language, first: Language, components: readonly NamedComponent[]): string {
  const names = components
    .slice(0, MAX_NAMED)
    .map(({ name, translations }) => (language === first ? name : (translations[language]?.name ?? name)));
  const joined = names.join(", ");
  const cut = joined.length <= MAX_NAMES_LENGTH ? joined : `${joined.slice(0, MAX_NAMES_LENGTH - 1)}…`;
  const rest = components.length - names.length;
  return rest > 0 ? cut + OTHERS[language](rest) : cut;
}

type Say = (names: string, outage: Outage) => Partial<Words>;

const STARTED: Record<Language, Say> = {
  ko: (names, { title, text }) => ({
    name: `${names} ${title} 감지`,
    body: `자동 감시가 ${names}의 ${text}를 감지했습니다. 원인을 확인하고 있습니다.`,
  }),
  en: (names, { title, text }) => ({
    name: `${names}: ${title} detected`,
    body: `Our monitoring has detected ${text} of ${names}. We are investigating.`,
  }),
};
const JOINED: Record<Language, Say> = {
  ko: (names, { text }) => ({ body: `${names}에서도 ${text}를 감지했습니다.` }),
  en: (names, { text }) => ({ body: `Our monitoring has also detected ${text} of ${names}.` }),
};
const REOPENED: Record<Language, Say> = {
  ko: (names, { text }) => ({
    body: `${names}에서 다시 ${text}를 감지했습니다. 원인을 확인하고 있습니다.`,
  }),
  en: (names, { text }) => ({
    body: `Our monitoring has again detected ${text} of ${names}. We are investigating.`,
  }),
};
const RECOVERED: Record<Language, string> = {
  ko: "자동 감시에서 정상 동작을 다시 확인했습니다.",
  en: "Our monitoring confirms that everything works normally again.",
};

const outageOf = (language: Language, components: readonly NamedComponent[]): Outage => {
  const state = worst(components.map((one) => one.state)) as WireState;
  return OUTAGE[language][state] ?? OUTAGE[language].major_outage!;
};

/** The words in the page's first language, and in its others as translations. */
function inAll(languages: readonly Language[], words: (language: Language) => Partial<Words>): Told {
  const [first = "ko", ...others] = languages;
  const translations: Translations = {};
  for (const language of others) translations[language] = words(language);
  return { name: "", body: "", ...words(first), translations };
}

type About = { languages: readonly Language[]; components: readonly NamedComponent[] };

const told =
  (say: Record<Language, Say>) =>
  ({ languages, components }: About): Told => {
    const ordered = components.toSorted((a, b) => severity(b.state) - severity(a.state));
    return inAll(languages, (language) =>
      say[language](namesIn(language, languages[0] ?? "ko", ordered), outageOf(language, components)),
    );
  };

/** Title and first text of an automatic incident; of components that fail, the worst are named first. */
export const startedWords = told(STARTED);
/** A further component fails. */
export const joinedWords = told(JOINED);
/** It fails again soon after it was over. */
export const reopenedWords = told(REOPENED);
/** Everything works again. */
export const recoveredWords = (languages: readonly Language[]): Told =>
  inAll(languages, (language) => ({ body: RECOVERED[language] }));

const UNMATCHED: Record<Language, string> = {
  ko: "외부 경보를 확인하고 있습니다.",
  en: "We are looking into an alert.",
};
/** An alert that no rule knows: its own title helps the responder, and is published only by a person. */
export const unmatchedWords = (languages: readonly Language[], title: string): Told => ({
  ...inAll(languages, (language) => ({ body: UNMATCHED[language] })),
  name: title,
});
