import { Failure, type Fault } from "#lib/domain/errors.ts";
import type { Confirmation } from "#lib/domain/incidents/maintenance-input.ts";

/** Longest window, and how far ahead one may begin. */
export const MAX_WINDOW_DAYS = 30;
export const MAX_AHEAD_DAYS = 731;
const MIN_WINDOW_MS = 60_000;
const DAY_MS = 86_400_000;

/** [scheduledFor, scheduledUntil) in ms. */
export type WindowTimes = { scheduledFor: number; scheduledUntil: number };

/** What the calendar has against the times of a window; the paths are those of the request. */
export function windowFaults({ scheduledFor, scheduledUntil }: WindowTimes, now: number): Fault[] {
  const [start, end] = ["incident.scheduled_for", "incident.scheduled_until"];
  const lengthMs = scheduledUntil - scheduledFor;
  const faults: Fault[] = [];
  if (lengthMs < MIN_WINDOW_MS)
    faults.push({ path: end, message: "must lie at least a minute after scheduled_for" });
  if (lengthMs > MAX_WINDOW_DAYS * DAY_MS)
    faults.push({ path: end, message: `a window lasts at most ${MAX_WINDOW_DAYS} days` });
  if (scheduledFor > now + MAX_AHEAD_DAYS * DAY_MS)
    faults.push({ path: start, message: "at most two years ahead" });
  return faults;
}

/** Another window of the page that may be in the way. */
export type Neighbour = WindowTimes & { id: string; name: string; componentIds: readonly string[] };

/** Two windows get in each other's way when they share time and a component; without components they share the page. */
export function overlaps(
  window: WindowTimes & { componentIds: readonly string[] },
  other: Omit<Neighbour, "id" | "name">,
): boolean {
  if (other.scheduledFor >= window.scheduledUntil || window.scheduledFor >= other.scheduledUntil)
    return false;
  if (window.componentIds.length === 0 && other.componentIds.length === 0) return true;
  return window.componentIds.some((id) => other.componentIds.includes(id));
}

/** Something that may be meant: asked about, unless `confirm` says so already. */
export type Question = { about: Confirmation; message: string };

/**
 * Asks what is not confirmed: a conflict with a fault `confirm.overlap`, `confirm.past` or `confirm.cancel` for each
 * question. @throws Failure conflict
 */
export function requireConfirmed(
  questions: readonly Question[],
  confirm: readonly Confirmation[] | undefined,
): void {
  const open = questions.filter(({ about }) => !confirm?.includes(about));
  if (open.length === 0) return;
  const names = [...new Set(open.map(({ about }) => about))].join(", ");
  throw new Failure("conflict", `Is this meant? Send it again with confirm: ${names}`, {
    faults: open.map(({ about, message }) => ({ path: `confirm.${about}`, message })),
  });
}

/** How many neighbours a question names. */
const NAMED = 3;
const clock = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

/** Asks whether it is meant that windows meet; names the first of them. */
export function overlapQuestion(neighbours: readonly Neighbour[]): Question[] {
  if (neighbours.length === 0) return [];
  const named = neighbours
    .slice(0, NAMED)
    .map((one) => `${one.name} (${clock(one.scheduledFor)} to ${clock(one.scheduledUntil)} UTC)`);
  const more = neighbours.length > NAMED ? ` and ${neighbours.length - NAMED} more` : "";
  return [{ about: "overlap", message: `overlaps with ${named.join(", ")}${more}` }];
}

/** What happens to a window whose time has come or gone, said before it happens. */
export function pastQuestion({ scheduledFor, scheduledUntil }: WindowTimes, now: number): Question[] {
  if (scheduledUntil <= now)
    return [
      { about: "past", message: "the window is over already: it would be recorded as completed afterwards" },
    ];
  if (scheduledFor < now)
    return [{ about: "past", message: "the window has begun already: it would start at once" }];
  return [];
}
