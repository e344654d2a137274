import type { CountedComponent } from "#lib/data/status/components.ts";
import { type Bounds, dayBounds } from "#lib/domain/status/calendar.ts";
import type { Claim, ComponentFacts } from "#lib/domain/status/effective.ts";
import type { Timeline } from "#lib/domain/status/span.ts";

const MAX_CACHED = 20_000;
const bounds = new Map<string, Bounds>();

/** `dayBounds`, remembered: counting asks for the same days for every component. */
export function boundsOf(date: string, timeZone: string): Bounds {
  const key = `${timeZone} ${date}`;
  const cached = bounds.get(key);
  if (cached) return cached;
  if (bounds.size >= MAX_CACHED) bounds.clear();
  const made = dayBounds(date, timeZone);
  bounds.set(key, made);
  return made;
}

/** When a component's covered time begins: its start date, else for a manual one its creation, else its first verdict. */
export function coveredFrom(component: CountedComponent): number | null {
  if (component.startDate) return boundsOf(component.startDate, component.timeZone).startedAt;
  return component.isManual ? component.createdAt : null;
}

/** What the stored rows say about a component, as the domain wants it. */
export const factsOf = (
  component: CountedComponent,
  baseline: Timeline,
  claims: readonly Claim[],
): ComponentFacts => ({
  isManual: component.isManual,
  coveredFrom: coveredFrom(component),
  coveredUntil: component.archivedAt,
  baseline,
  claims,
});
