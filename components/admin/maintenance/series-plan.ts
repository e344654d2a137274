import { localTime } from "#lib/domain/input/local-time.ts";
import type { Language } from "#lib/domain/language.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";
import type { Texts } from "../composer/writing.ts";
import { textsOf, wireTexts } from "../merge/current.ts";
import { kindOf, type RuleKind, ruleOf } from "./rule-text.ts";

/** A series as its form has it. */
export type SeriesPlan = {
  names: Texts;
  bodies: Texts;
  componentIds: string[];
  kind: RuleKind;
  ownRule: string;
  startsAt: string;
  durationMinutes: number;
  noticeHours: number;
  remindMinutes: number[];
  revision: number;
};

const DAY_MS = 86_400_000;

/** The rule that the form means. */
export const ruleOfPlan = ({ kind, ownRule, startsAt }: SeriesPlan): string =>
  ruleOf(kind, startsAt) ?? ownRule.trim();

/** What the form begins with: the stored series, or a night in two weeks. */
export function planOf(
  series: MaintenanceSeries | null,
  languages: readonly Language[],
  nowAt: number,
  timeZone: string,
): SeriesPlan {
  if (series) {
    const { rrule, startsAt, translations } = series;
    const kind = kindOf(rrule, startsAt);
    return {
      names: textsOf(series.name, translations, "name", languages),
      bodies: textsOf(series.body, translations, "body", languages),
      ...{ componentIds: series.componentIds, kind, ownRule: rrule, startsAt, revision: series.revision },
      ...{ durationMinutes: series.durationMinutes, noticeHours: series.noticeHours },
      remindMinutes: series.remindMinutes,
    };
  }
  const startsAt = `${localTime(nowAt + 14 * DAY_MS, timeZone).slice(0, 10)}T02:00`;
  return {
    ...{
      names: {},
      bodies: {},
      componentIds: [],
      kind: "monthly_weekday",
      ownRule: "FREQ=MONTHLY",
      startsAt,
    },
    ...{ durationMinutes: 120, noticeHours: 168, remindMinutes: [60], revision: 0 },
  };
}

/** The body for the manage API. */
export function seriesBody(plan: SeriesPlan, languages: readonly Language[]): Record<string, unknown> {
  const { text, translations } = wireTexts(plan.names, "name", languages, {});
  const said = wireTexts(plan.bodies, "body", languages, translations);
  return {
    ...{ name: text, body: said.text, translations: said.translations, component_ids: plan.componentIds },
    ...{ rrule: ruleOfPlan(plan), starts_at: plan.startsAt.slice(0, 16) },
    ...{ duration_minutes: plan.durationMinutes, notice_hours: plan.noticeHours },
    remind_minutes: plan.remindMinutes,
    ...(plan.revision > 0 && { revision: plan.revision }),
  };
}
