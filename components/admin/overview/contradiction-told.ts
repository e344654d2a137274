import { stateWord } from "#lib/domain/glossary.ts";
import type { Contradiction } from "#lib/domain/incidents/contradictions.ts";
import type { Overview } from "#lib/domain/incidents/desk/overview.ts";
import type { Language } from "#lib/domain/language.ts";
import { durationText } from "#lib/domain/moments.ts";
import { overviewWord } from "#lib/domain/words/overview.ts";

/** How long something has lasted, told as a minute at least. */
export const lasted = (from: number, now: number, language: Language) =>
  durationText(Math.max(1, Math.floor((now - from) / 60_000)) * 60, language, { withDays: true });

export const nameIn = (overview: Overview, componentId: string) =>
  overview.components.find(({ id }) => id === componentId)?.name ?? componentId;

/** What is the matter, what to do about it, and where. */
export function contradictionTold(one: Contradiction, overview: Overview, now: number, language: Language) {
  const word = overviewWord;
  switch (one.kind) {
    case "open_but_operational":
      return {
        text: word("open_but_operational", language),
        todo: word("open_but_operational_do", language),
        ...{ href: "/admin/incidents", act: word("post", language) },
      };
    case "maintenance_overrun":
      return {
        text: word("maintenance_overrun", language, { duration: lasted(one.since, now, language) }),
        todo: word("overrun_do", language),
        ...{ href: "/admin/maintenance", act: word("see_maintenance", language) },
      };
    case "down_without_incident": {
      const [draft] = one.draftIds;
      const [name, state] = [nameIn(overview, one.componentId), stateWord(one.state, language)];
      return {
        text: word("down_without_incident", language, { name, state }),
        todo: word(draft ? "down_do_draft" : "down_do", language),
        href: draft
          ? `/admin/incidents/${draft}`
          : `/admin/incidents/new?component=${one.componentId}&state=${one.state}`,
        act: word(draft ? "open_draft" : "open_incident", language),
      };
    }
    case "disagreement":
      return {
        text: word("disagreement", language, {
          name: nameIn(overview, one.componentId),
          probed: stateWord(one.probed, language),
          said: stateWord(one.said, language),
          duration: lasted(one.since, now, language),
        }),
        todo: word(one.incidentId ? "disagreement_do" : "override_do", language),
        href: `/admin/components/${one.componentId}`,
        act: word(one.incidentId ? "post" : "see_component", language),
      };
  }
}
