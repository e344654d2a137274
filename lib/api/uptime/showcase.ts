import type { Snapshot, SnapshotComponent, SnapshotDay } from "#lib/domain/snapshot.ts";
import { dayOf } from "#lib/domain/status/calendar.ts";
import { type State, worst } from "#lib/domain/status/state.ts";
import { MARK_COLOURS } from "../colours.ts";
import { type Document, json, type Place, text } from "../document.ts";
import { pageOrder } from "../page-order.ts";

const BAR = { width: 3, gap: 2, height: 34 };

/**
 * `/uptime_showcase?components=a,b`: what Statuspage pages load for their bars. Unknown codes are left out; without
 * the parameter every showcased component is told.
 */
export function showcaseDocument(snapshot: Snapshot, place: Place): Document {
  const wanted = place.query.get("components")?.split(",");
  const shown = pageOrder(snapshot)
    .flatMap(({ members }) => members)
    .filter((one) => (wanted ? wanted.includes(one.id) : one.showcase));
  return json({
    components: Object.fromEntries(shown.map((one) => [one.id, bars(one)])),
    timelines: Object.fromEntries(shown.map((one) => [one.id, timeline(one, snapshot, place)])),
    values: shown
      .filter((one) => one.uptime90d !== null)
      .map((one) => ({
        component: one.id,
        thirty: one.uptime30d === null ? null : Number(one.uptime30d),
        ninety: Number(one.uptime90d),
      })),
  });
}

function timeline(one: SnapshotComponent, snapshot: Snapshot, place: Place) {
  const events = eventsOf(one, snapshot, place);
  return {
    component: { code: one.id, name: text(one, "name", snapshot, place), startDate: startOf(one) },
    days: one.days.map((day) => ({
      date: day.date,
      outages: outagesOf(day),
      related_events: events
        .filter((event) => event.first <= day.date && day.date <= event.last)
        .map(({ name, code }) => ({ name, code })),
    })),
  };
}

/** Seconds of partial and major outage; a day without them has no key at all. */
const outagesOf = ({ seconds }: SnapshotDay) => ({
  ...(seconds.partial_outage ? { p: seconds.partial_outage } : {}),
  ...(seconds.major_outage ? { m: seconds.major_outage } : {}),
});

/** Clients read a missing start date as "never": then it is the first day of which anything is known. */
const startOf = (one: SnapshotComponent): string | null =>
  one.startDate ?? one.days.find((day) => stateOf(day) !== "unknown")?.date ?? null;

/** The worst state of the day. */
const stateOf = ({ seconds }: SnapshotDay): State =>
  worst((Object.keys(seconds) as State[]).filter((state) => seconds[state]));

function eventsOf(one: SnapshotComponent, snapshot: Snapshot, place: Place) {
  const day = (instant: string) => dayOf(Date.parse(instant), snapshot.page.timeZone);
  return snapshot.incidents
    .filter((incident) => incident.componentIds.includes(one.id))
    .map((incident) => ({
      name: text(incident, "name", snapshot, place),
      code: incident.id,
      first: day(incident.startedAt),
      last: day(incident.resolvedAt ?? snapshot.asOf),
    }));
}

/** The bars as Statuspage draws them: one rectangle a day, oldest first. */
function bars(one: SnapshotComponent): string {
  const step = BAR.width + BAR.gap;
  const days = one.days.map(
    (day, index) =>
      `<rect class="uptime-day component-${one.id} day-${index}" x="${index * step}" y="0" width="${BAR.width}" height="${BAR.height}" fill="${MARK_COLOURS[stateOf(day)]}"/>`,
  );
  const width = one.days.length * step - BAR.gap;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="availability-time-line-graphic" id="uptime-component-${one.id}" preserveAspectRatio="none" height="${BAR.height}" viewBox="0 0 ${width} ${BAR.height}">${days.join("")}</svg>`;
}
