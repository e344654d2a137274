import { Temporal } from "temporal-polyfill";
import type { OnCallSchedule, Rotation, Shift } from "./schedule.ts";

const MINUTES_A_DAY = 1_440;
/** The clock of a zone goes back by less than that; a turn is at least an hour. */
const TURNS_AHEAD = 2;

type Zoned = Pick<OnCallSchedule, "timeZone">;

const localOf = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
const instantOfLocal = (local: Temporal.PlainDateTime, timeZone: string): number =>
  local.toZonedDateTime(timeZone).epochMilliseconds;

/** When turn `turn` (from 0) of a rotation begins. */
function turnStartsAt({ startsAt, turnSeconds }: Rotation, { timeZone }: Zoned, turn: number): number {
  const local = Temporal.PlainDateTime.from(startsAt).add({ seconds: turn * turnSeconds });
  return instantOfLocal(local, timeZone);
}

/** The turn that runs at an instant; negative before the first. */
function turnAt(rotation: Rotation, zone: Zoned, at: number): number {
  const local = localOf(at, zone.timeZone).toPlainDateTime();
  const elapsed = Temporal.PlainDateTime.from(rotation.startsAt).until(local).total("seconds");
  let turn = Math.floor(elapsed / rotation.turnSeconds) + TURNS_AHEAD;
  while (turn >= 0 && turnStartsAt(rotation, zone, turn) > at) turn -= 1;
  return turn;
}

function isWithinHours({ hours }: Rotation, { timeZone }: Zoned, at: number): boolean {
  if (hours === null) return true;
  const { days, fromMinute, untilMinute } = hours;
  const local = localOf(at, timeZone);
  const minute = local.hour * 60 + local.minute;
  if (untilMinute > fromMinute)
    return days.includes(local.dayOfWeek) && minute >= fromMinute && minute < untilMinute;
  if (minute >= fromMinute) return days.includes(local.dayOfWeek);
  return minute < untilMinute && days.includes(((local.dayOfWeek + 5) % 7) + 1);
}

function rotatedAt(rotation: Rotation, zone: Zoned, at: number): string | null {
  const { userIds } = rotation;
  if (userIds.length === 0 || !isWithinHours(rotation, zone, at)) return null;
  const turn = turnAt(rotation, zone, at);
  return turn < 0 ? null : userIds[turn % userIds.length]!;
}

/** Who is on call at an instant (ms since the epoch): an override, else the uppermost layer with somebody. Null: nobody. */
export function onCallAt(schedule: Omit<OnCallSchedule, "id" | "pageId" | "name" | "revision">, at: number) {
  const override = schedule.overrides.findLast(({ startedAt, endedAt }) => startedAt <= at && at < endedAt);
  if (override) return override.userId;
  for (const rotation of schedule.layers.toReversed()) {
    const userId = rotatedAt(rotation, schedule, at);
    if (userId !== null) return userId;
  }
  return null;
}

/** Instants of [from, until) at which somebody else may be on call by a rotation. */
function boundariesOf(rotation: Rotation, zone: Zoned, from: number, until: number): number[] {
  const found: number[] = [];
  for (let turn = Math.max(0, turnAt(rotation, zone, from)); ; turn++) {
    const at = turnStartsAt(rotation, zone, turn);
    if (at >= until) break;
    found.push(at);
  }
  if (rotation.hours === null) return found;
  const { fromMinute, untilMinute } = rotation.hours;
  let day = localOf(from, zone.timeZone).toPlainDate();
  for (; instantOfLocal(day.toPlainDateTime(), zone.timeZone) < until; day = day.add({ days: 1 }))
    for (const minute of [fromMinute, untilMinute % MINUTES_A_DAY])
      found.push(...instantsOf(day.toPlainDateTime().add({ minutes: minute }), zone));
  return [...found, ...changesOf(zone, from, until)];
}

/** A minute of the clock may come twice, or not at all. */
const instantsOf = (local: Temporal.PlainDateTime, { timeZone }: Zoned): number[] =>
  (["earlier", "later"] as const).map(
    (disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds,
  );

/** When the clocks of the zone change. */
function changesOf({ timeZone }: Zoned, from: number, until: number): number[] {
  const found: number[] = [];
  let next = localOf(from, timeZone).getTimeZoneTransition("next");
  while (next !== null && next.epochMilliseconds < until) {
    found.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition("next");
  }
  return found;
}

/** Who is on call when in [from, until), in order and without a gap; neighbours differ. */
export function shiftsOf(
  schedule: Omit<OnCallSchedule, "id" | "pageId" | "name" | "revision">,
  from: number,
  until: number,
): Shift[] {
  const edges = [
    from,
    ...schedule.overrides.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
    ...schedule.layers.flatMap((rotation) => boundariesOf(rotation, schedule, from, until)),
  ].filter((at) => at >= from && at < until);
  const starts = [...new Set(edges)].sort((a, b) => a - b);
  const shifts: Shift[] = [];
  for (const [i, startedAt] of starts.entries()) {
    const userId = onCallAt(schedule, startedAt);
    const endedAt = starts[i + 1] ?? until;
    const last = shifts.at(-1);
    if (last?.userId === userId) last.endedAt = endedAt;
    else shifts.push({ userId, startedAt, endedAt });
  }
  return shifts;
}
