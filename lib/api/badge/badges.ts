import { stateWord, word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { shownPercent } from "#lib/domain/moments.ts";
import { overallView } from "#lib/domain/overall.ts";
import type { Snapshot, SnapshotComponent, SnapshotGroup } from "#lib/domain/snapshot.ts";
import { type State, worst } from "#lib/domain/status/state.ts";
import { type Document, type Place, text } from "../document.ts";
import { badgeDocument } from "./draw.ts";

/** Lower bounds in percent of the tones of an uptime badge; below the last it is a major outage's colour. */
const UPTIME_TONES: readonly [percent: number, tone: State][] = [
  [99.9, "operational"],
  [99, "degraded_performance"],
  [95, "partial_outage"],
  [0, "major_outage"],
];

const labels = (place: Place): Language => place.locale ?? "en";

/** `/badge.svg`: the page's name and its one sentence. */
export function pageBadge(snapshot: Snapshot, place: Place): Document {
  const { tone, sentence } = overallView(snapshot, labels(place));
  const label = text(snapshot.page, "name", snapshot, place);
  return badgeDocument({ label, value: sentence, tone, hasIcon: true, language: labels(place) });
}

/** `/badge/uptime.svg`: the page's uptime of 90 days. */
export const pageUptimeBadge = (snapshot: Snapshot, place: Place): Document =>
  uptimeBadge(text(snapshot.page, "name", snapshot, place), snapshot.page.uptime90d, place);

/** `/badge/{component}.svg`: a component's or a group's state. */
export function stateBadge(snapshot: Snapshot, place: Place): Document {
  const noun = nounOf(snapshot, place);
  if (!noun) return missingBadge(snapshot, place);
  const tone = "state" in noun ? noun.state : worst(statesOf(noun, snapshot));
  return badgeDocument({
    label: text(noun, "name", snapshot, place),
    value: stateWord(tone, labels(place)),
    tone,
    hasIcon: true,
    language: labels(place),
  });
}

/** `/badge/{component}/uptime.svg`: a component's or a group's uptime of 90 days. */
export function componentUptimeBadge(snapshot: Snapshot, place: Place): Document {
  const noun = nounOf(snapshot, place);
  if (!noun) return missingBadge(snapshot, place);
  return uptimeBadge(text(noun, "name", snapshot, place), noun.uptime90d, place);
}

function uptimeBadge(name: string, uptime: string | null, place: Place): Document {
  const language = labels(place);
  return badgeDocument({
    label: `${name} · ${word("uptime_90", language)}`,
    value:
      uptime === null
        ? word("unknown", language)
        : word("percent", language, { value: shownPercent(uptime) }),
    tone: uptime === null ? "unknown" : uptimeTone(uptime),
    hasIcon: false,
    language,
  });
}

const uptimeTone = (uptime: string): State =>
  UPTIME_TONES.find(([percent]) => Number(uptime) >= percent)?.[1] ?? "major_outage";

function nounOf(snapshot: Snapshot, place: Place): SnapshotComponent | SnapshotGroup | undefined {
  const id = place.params.component?.replace(/\.svg$/, "");
  return [...snapshot.components, ...snapshot.groups].find((one) => one.id === id);
}

const statesOf = (group: SnapshotGroup, snapshot: Snapshot): State[] =>
  snapshot.components.filter((one) => one.groupId === group.id).map((one) => one.state);

/** A picture even for an unknown id, so that a page that embeds it shows why; the status says 404. */
function missingBadge(snapshot: Snapshot, place: Place): Document {
  const language = labels(place);
  const badge = badgeDocument({
    label: text(snapshot.page, "name", snapshot, place),
    value: word("no_such_component", language),
    tone: "unknown",
    hasIcon: false,
    language,
  });
  return { ...badge, status: 404 };
}
