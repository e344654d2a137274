import { inTransaction, type Sql } from "#lib/data/sql.ts";
import { ensurePartitions } from "#lib/data/status/partitions.ts";
import { dayBounds, lastDays } from "#lib/domain/status/calendar.ts";
import { FIGURE_DAYS } from "#lib/domain/status/figures.ts";
import { countDays } from "#lib/usecases/days/count.ts";
import { measureComponents } from "#lib/usecases/days/count-monitors.ts";
import { type DemoPage, ensureNouns, readDemoPage, refuseRealHistory } from "./page-nouns.ts";
import { MAINTAINED, planStretch } from "./plan.ts";
import { storiesOf, windowsOf } from "./stories.ts";
import { type IdOf, tellStories } from "./tell.ts";
import { labelPage, RAW_DAYS, type Writing, writeComponent } from "./write.ts";

export const DEMO_SEED = "t-developer";
const DAY_MS = 86_400_000;

export type SeededDemo = {
  pageId: string;
  components: number;
  monitors: number;
  samples: number;
  rollups: number;
  incidents: number;
};
/** `days`: how far the history reaches back, today included. */
type Seeding = { now: number; seed?: string; days?: number };

/**
 * Gives the page 90 days of simulated history and the demo's label, in one transaction: all of it or nothing. The same
 * seed and moment make the same history. Does nothing (null) on a page that is a demo already.
 * @throws Failure conflict without a page, or on a page with real history
 */
export async function seedDemo({
  now,
  seed = DEMO_SEED,
  days = FIGURE_DAYS,
}: Seeding): Promise<SeededDemo | null> {
  await ensurePartitions(Array.from({ length: RAW_DAYS + 1 }, (_, i) => now - i * DAY_MS));
  const seeded = await inTransaction(async (sql) => {
    const page = await readDemoPage(sql);
    if (page.isDemo) return null;
    await refuseRealHistory(sql, page);
    return await write(sql, page, seed, now, lastDays(days, now, page.timeZone));
  });
  if (!seeded) return null;
  const { idOf, historyFrom, ...told } = seeded;
  const plan = planStretch({ seed, openedAt: now }, historyFrom, now);
  const stories = storiesOf(plan, now, historyFrom);
  await tellStories(seeded.pageId, { stories, windows: windowsOf(plan, now, MAINTAINED), idOf });
  // What the worker would count by and by: the first page that anybody sees is to be complete.
  await countDays(now);
  await measureComponents(now);
  return { ...told, incidents: stories.length };
}

type Written = Omit<SeededDemo, "incidents"> & { idOf: IdOf; historyFrom: number };

async function write(sql: Sql, page: DemoPage, seed: string, now: number, dates: string[]): Promise<Written> {
  const days = dates.map((date) => ({ date, ...dayBounds(date, page.timeZone) }));
  const from = days[0]!.startedAt;
  const nouns = await ensureNouns(sql, { seed, page, openedAt: now, historyFrom: from });
  const plan = planStretch({ seed, openedAt: now }, from, now);
  const writing: Writing = { sql, page, seed, plan, days, now };
  const seeded = { pageId: page.id, components: nouns.length, monitors: 0, samples: 0, rollups: 0 };
  const idOf = new Map(nouns.map(({ id, component }) => [component.key, id]));
  for (const noun of nouns)
    for (const { raw, rollups } of await writeComponent(writing, noun)) {
      seeded.monitors += 1;
      seeded.samples += raw.length;
      seeded.rollups += rollups.length;
    }
  await labelPage(writing);
  return { ...seeded, idOf, historyFrom: from };
}
