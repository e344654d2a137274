import { forgetOldAlerts } from "#lib/usecases/alerts/list.ts";
import { settleAlerts } from "#lib/usecases/alerts/settle.ts";
import { nudgeStaleIncidents } from "#lib/usecases/automatic-incidents/nudge.ts";
import { publishDueDrafts } from "#lib/usecases/automatic-incidents/publish.ts";
import { watchComponents } from "#lib/usecases/automatic-incidents/watch.ts";
import type { RunResult } from "./loop.ts";
import type { Row } from "./table.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A full batch that moved something is followed by the next at once. */
const next = (moved: number, isDone: boolean): RunResult =>
  isDone || moved === 0 ? undefined : { againInMs: 0 };

/** What the product does by itself about incidents: as monitors and alerts say, and as time goes by. */
export const AUTOMATION: Row[] = [
  {
    name: "watch",
    everyMs: 5 * SECOND_MS,
    restMs: 200,
    // Judging says so, and so do the end of a maintenance and the word of a person.
    wokenBy: ["changed"],
    run: async () => {
      const { acted, isDone } = await watchComponents(Date.now());
      return next(acted, isDone);
    },
  },
  {
    name: "alerts",
    everyMs: SECOND_MS,
    run: async () => {
      const { settled, isDone } = await settleAlerts(Date.now());
      return next(settled, isDone);
    },
  },
  { name: "auto-publish", everyMs: 5 * SECOND_MS, run: () => only(publishDueDrafts(Date.now())) },
  { name: "nudges", everyMs: MINUTE_MS, run: () => only(nudgeStaleIncidents(Date.now())) },
  { name: "old-alerts", cron: "45 * * * *", run: () => only(forgetOldAlerts(Date.now())) },
];

async function only(work: Promise<unknown>): Promise<undefined> {
  await work;
}
