import type { CountedComponent } from "#lib/data/status/components.ts";
import type { CorrectedStretch } from "#lib/domain/corrections/correction.ts";
import { dayBounds } from "#lib/domain/status/calendar.ts";
import type { Claim, ComponentFacts } from "#lib/domain/status/effective.ts";
import type { Timeline } from "#lib/domain/status/span.ts";

/** When a component's covered time begins: its start date, else for a manual one its creation, else its first verdict. */
export function coveredFrom(component: CountedComponent): number | null {
  if (component.startDate) return dayBounds(component.startDate, component.timeZone).startedAt;
  return component.isManual ? component.createdAt : null;
}

/** What the stored rows say about a component, as the domain wants it. */
export const factsOf = (
  component: CountedComponent,
  baseline: Timeline,
  claims: readonly Claim[],
  corrections: readonly CorrectedStretch[],
): ComponentFacts => ({
  isManual: component.isManual,
  coveredFrom: coveredFrom(component),
  coveredUntil: component.archivedAt,
  baseline,
  claims,
  corrections,
});
