import { word } from "#lib/domain/glossary.ts";
import { atUpdate } from "#lib/domain/incidents/at-update.ts";
import { toSingleLine } from "#lib/domain/input/text.ts";
import { type Language, translated } from "#lib/domain/language.ts";
import { momentText } from "#lib/domain/moments.ts";
import { incidentPath, maintenancePath, statusPath } from "#lib/domain/paths.ts";
import type {
  Snapshot,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from "#lib/domain/snapshot.ts";
import type { State } from "#lib/domain/status/state.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import type { Moment, ToldEvent, ToldUpdate } from "./event.ts";
import { factsOf } from "./facts.ts";

/** Which event is told: the outbox's kind, the incident, and the update that it is about. */
export type EventRef = { kind: string; incidentId: string; updateId: string | null };
/** All that is read of the snapshot: what a message says depends on nothing else. */
export type World = Pick<Snapshot, "page" | "groups" | "components" | "incidents" | "maintenances">;
type Told = SnapshotIncident | SnapshotMaintenance;

const OF_MAINTENANCE: Record<string, Moment> = {
  "maintenance.scheduled": "scheduled",
  "maintenance.rescheduled": "rescheduled",
  "maintenance.reminded": "reminded",
  "maintenance.started": "started",
  "maintenance.verifying": "verifying",
  "maintenance.extended": "extended",
  "maintenance.completed": "completed",
  "maintenance.cancelled": "cancelled",
};

/** Names come in one line, whatever was stored. */
function nameIn(noun: Parameters<typeof translated>[0], language: Language, first: Language) {
  const { text, lang } = translated(noun, "name", language, first);
  return { text: toSingleLine(text), lang };
}

const isWindow = (event: Told): event is SnapshotMaintenance => "scheduledFor" in event;

/** The incident, announcement or window of `ref` as it is to be told; null when it is not public, or not any more. */
export function eventOf(world: World, ref: Pick<EventRef, "incidentId" | "updateId">): Told | null {
  const all: Told[] = [...world.incidents, ...world.maintenances];
  const event = all.find(({ id }) => id === ref.incidentId);
  return event ? atUpdate(event, ref.updateId) : null;
}

function momentOf(kind: string, event: Told): Moment {
  if (isWindow(event)) return OF_MAINTENANCE[kind] ?? "maintenance_updated";
  if (kind === "postmortem.published") return "postmortem";
  const isEnd = event.status === "resolved" || event.status === "postmortem";
  if (event.kind === "announcement") return isEnd ? "announcement_ended" : "announced";
  if (isEnd) return "resolved";
  return kind === "incident.reopened" ? "reopened" : "incident";
}

const TONES: Record<string, State> = {
  none: "unknown",
  minor: "degraded_performance",
  major: "partial_outage",
  critical: "major_outage",
  maintenance: "under_maintenance",
};

function toneOf(event: Told, moment: Moment): State {
  if (moment === "resolved" || moment === "completed") return "operational";
  if (moment === "announced" || moment === "announcement_ended" || moment === "postmortem") return "unknown";
  if (isWindow(event)) return moment === "cancelled" ? "unknown" : "under_maintenance";
  // An incident that nothing suffers from is still one.
  return event.impact === "none" ? "degraded_performance" : TONES[event.impact]!;
}

function labelOf(event: Told, moment: Moment, language: Language): string {
  if (moment === "announced") return word("announcement", language);
  if (moment === "incident" || moment === "resolved" || moment === "postmortem")
    return word(moment === "incident" ? (event.status as "investigating") : moment, language);
  return messageWords(`label_${moment}`, language);
}

function headlineOf(event: Told, moment: Moment, language: Language): string {
  const key = moment === "incident" ? (event.status as "investigating") : moment;
  return messageWords(`headline_${key}`, language);
}

/** Components with the state that the updates so far gave them, worst is not sorted: the page's order is kept. */
function affectedOf(event: Told, moment: Moment, world: World, language: Language): ToldEvent["affected"] {
  const first = world.page.languages[0] ?? "ko";
  const isQuiet = isWindow(event) || ["resolved", "postmortem"].includes(moment);
  const updates: SnapshotUpdate<string>[] = event.updates;
  const said = updates.flatMap((update) => update.affectedComponents ?? []);
  return world.components
    .filter(({ id }) => event.componentIds.includes(id))
    .map((component) => {
      const group = world.groups.find(({ id }) => id === component.groupId);
      const own = nameIn(component, language, first).text;
      const name = group ? `${nameIn(group, language, first).text} - ${own}` : own;
      const state = isQuiet
        ? null
        : (said.find(({ id }) => id === component.id)?.newState ?? component.state);
      const isTold = state !== null && state !== "unknown";
      return { name, state: isTold ? state : null, word: isTold ? word(state, language) : null };
    });
}

function updatesOf(event: Told, world: World, language: Language): ToldUpdate[] {
  const { languages, timeZone } = world.page;
  const updates: SnapshotUpdate<string>[] = event.updates;
  // Where an announcement stands says nothing to readers.
  const isAnnouncement = !isWindow(event) && event.kind === "announcement";
  return updates.map((update) => {
    const { text, lang } = translated(update, "body", language, languages[0] ?? "ko");
    const at = Date.parse(update.displayAt);
    return {
      label: word(isAnnouncement ? "announcement" : (update.status as "investigating"), language),
      at,
      atText: momentText(at, "moment", timeZone, language),
      text: { markdown: text, lang },
    };
  });
}

type PageNames = Pick<Snapshot["page"], "name" | "translations" | "languages" | "timeZone">;
type Reader = { language: Language; publicUrl: string };

/** The page as messages name it: "T-Developer 상태". */
export const toldPage = (
  { page }: { page: PageNames },
  { language, publicUrl }: Reader,
): ToldEvent["page"] => ({
  name: word("status_of", language, {
    name: nameIn(page, language, page.languages[0] ?? "ko").text,
  }),
  url: `${publicUrl}${statusPath(language)}`,
  zone: page.timeZone,
});

/** The event of `ref` in `language`; null when it is not public, or not any more. */
export function tellEvent(world: World, ref: EventRef, { language, publicUrl }: Reader): ToldEvent | null {
  const event = eventOf(world, ref);
  if (!event) return null;
  const moment = momentOf(ref.kind, event);
  const { page } = world;
  const name = nameIn(event, language, page.languages[0] ?? "ko");
  const [newest, ...earlier] = updatesOf(event, world, language);
  const path = isWindow(event) ? maintenancePath(language, event.id) : incidentPath(language, event.id);
  return {
    language,
    page: toldPage(world, { language, publicUrl }),
    moment,
    kind: isWindow(event) ? "maintenance" : event.kind,
    label: labelOf(event, moment, language),
    tone: toneOf(event, moment),
    name,
    headline: headlineOf(event, moment, language),
    affected: affectedOf(event, moment, world, language),
    facts: factsOf(event, { moment, language, timeZone: page.timeZone }),
    update: newest?.text.markdown ? newest : null,
    earlier: earlier.filter(({ text }) => text.markdown !== ""),
    url: `${publicUrl}${path}`,
    shortUrl: `${publicUrl}/${isWindow(event) ? "maintenance" : "incidents"}/${event.id}`,
  };
}
