import { momentText } from "#lib/domain/moments.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import { plainFoot } from "./foot.ts";
import { type Letter, PLAIN } from "./letter.ts";
import { subjectOf } from "./lines.ts";
import type { NoticePlace } from "./subscriber-notices.ts";

type Step = { ko: string; en: string };
/** What a page says: the violation, the level that was reached, what people do at it, and where. */
export type Paging = { violation: Violation; level: number; checklist: readonly Step[]; url: string };

const US_PER_MS = 1_000;

/** "99.21 %", "312.5 ms", "3". */
function amountText(value: string, unit: Violation["unit"]): string {
  if (value === "") return "–";
  if (unit === "us") return `${Number(value) / US_PER_MS} ms`;
  return unit === "percent" ? `${value} %` : value;
}

/** Somebody is paged: what is broken, how badly, since when, and what is to be done at this level. */
export function pageLetter(place: NoticePlace, { violation, level, checklist, url }: Paging): Letter {
  const { language, page } = place;
  const { severity, sloKey, sloName, objectiveName, actual, target, unit, startedAt } = violation;
  const label = messageWords("page_label", language, { level });
  const name = `${sloKey} ${objectiveName}`;
  const lead = messageWords(`page_lead_${severity === "critical" ? "critical" : "warning"}`, language, {
    slo: sloName,
  });
  const fact = (key: "page_actual" | "page_target" | "page_since", value: string) => ({
    label: messageWords(key, language),
    value,
  });
  return {
    ...PLAIN,
    language,
    page,
    subject: subjectOf(label, name, page.name),
    preheader: lead,
    band: { tone: severity === "critical" ? "major_outage" : "degraded_performance", label },
    title: { text: name, lang: language },
    lead,
    facts: [
      fact("page_actual", amountText(actual, unit)),
      fact("page_target", amountText(target, unit)),
      fact("page_since", momentText(startedAt, "full", page.zone, language)),
      ...checklist.map((step, i) => ({
        label: messageWords("page_step", language, { n: i + 1 }),
        value: step[language],
      })),
    ],
    button: { text: messageWords("open_admin", language), url },
    foot: plainFoot(language, page.name, "why_team"),
  };
}
