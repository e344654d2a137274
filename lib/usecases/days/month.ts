import { inTransaction } from "#lib/data/sql.ts";
import { type PublicComponent, readPublicComponents, readPublicPage } from "#lib/data/status/public-nouns.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { SnapshotDay } from "#lib/domain/snapshot.ts";
import { dayOf, daysOfMonth, monthBounds } from "#lib/domain/status/calendar.ts";
import { type CountedDay, completeDays, meanFigures } from "#lib/domain/status/figures.ts";
import { readDays } from "./read.ts";

/** Days and figures of one month; days that have not begun are left out. */
export type MonthFigures = { days: SnapshotDay[]; uptime: string | null; coverage: string };
export type MonthOfComponent = MonthFigures & {
  id: string;
  groupId: string | null;
  name: string;
  translations: Translations;
  isArchived: boolean;
};
export type Month = {
  month: string;
  timeZone: string;
  asOf: string;
  page: MonthFigures;
  /** Published, by position; archived ones when they ran in this month. */
  components: MonthOfComponent[];
};

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * The calendar of one month ("2026-10") of a page's published components, by the functions that the bars use.
 * @throws Failure not_found: no such page, not a month, or one that has not begun
 */
export async function readMonthDays(pageId: string, month: string, now: number): Promise<Month> {
  if (!MONTH.test(month)) throw notFound("month");
  return await inTransaction(async (sql) => {
    const page = await readPublicPage(sql, pageId);
    if (!page) throw notFound("page");
    const { startedAt } = monthBounds(month, page.timeZone);
    if (startedAt > now) throw notFound("month");
    const today = dayOf(now, page.timeZone);
    const dates = daysOfMonth(month).filter((date) => date <= today);
    const components = (await readPublicComponents(sql, pageId, { archived: true })).filter(
      ({ archivedAt }) => archivedAt === null || archivedAt > startedAt,
    );
    const { days } = await readDays(sql, components, dates, { timeZone: page.timeZone, now });
    const figures = (members: CountedDay[][]): MonthFigures => {
      const { days, uptime90d, coverage90d } = meanFigures(members, page.policy);
      return { days, uptime: uptime90d, coverage: coverage90d };
    };
    const all = components.map(({ id }) => days.get(id)!);
    const noDays = completeDays(dates, new Map(), page.timeZone, now);
    return {
      month,
      timeZone: page.timeZone,
      asOf: new Date(now).toISOString(),
      page: figures(all.length > 0 ? all : [noDays]),
      components: components.map((component, i) => ({ ...named(component), ...figures([all[i]!]) })),
    };
  }, "begin isolation level repeatable read read only");
}

const named = ({ id, groupId, name, translations, archivedAt }: PublicComponent) => ({
  id,
  groupId,
  name,
  translations,
  isArchived: archivedAt !== null,
});
