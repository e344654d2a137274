import { listSchedules } from "#lib/data/escalation/schedules.ts";
import type { Scope } from "#lib/data/scope.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import { shiftsOf } from "#lib/domain/escalation/on-call.ts";
import type { OnCallSchedule, Shift } from "#lib/domain/escalation/schedule.ts";
import { MAX_SHIFTS_MS, type OnCallQuery } from "#lib/domain/escalation/schedule-input.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";

const DAY_MS = 86_400_000;
const DEFAULT_MS = 28 * DAY_MS;

/** The page's schedules by name. */
export async function listOnCall(
  { pageId }: Scope<"page:read">,
  { skip, take }: ListWindow,
): Promise<OnCallSchedule[]> {
  return (await listSchedules(pageId)).slice(skip, skip + take);
}

/** One of them. @throws Failure not_found */
export async function readSchedule({ pageId }: Scope<"page:read">, id: string): Promise<OnCallSchedule> {
  const [schedule] = await listSchedules(pageId, { ids: [id] });
  if (!schedule) throw notFound("on-call schedule");
  return schedule;
}

/** Who is on call when, in order and without a gap; nobody is told as nobody. @throws Failure not_found, invalid */
export async function readShifts(
  scope: Scope<"page:read">,
  id: string,
  { from, until }: OnCallQuery,
  now: number,
): Promise<Shift[]> {
  const schedule = await readSchedule(scope, id);
  const [start, end] = [from ?? now, until ?? (from ?? now) + DEFAULT_MS];
  if (end <= start) throw invalid([{ path: "until", message: "must be after the start" }]);
  if (end - start > MAX_SHIFTS_MS)
    throw invalid([{ path: "until", message: `at most ${MAX_SHIFTS_MS / DAY_MS} days at once` }]);
  return shiftsOf(schedule, start, end);
}
