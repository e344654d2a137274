"use client";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import { instantOfLocal } from "#lib/domain/input/local-time.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { useAdmin } from "../client/context.tsx";
import { PreviewFrame } from "../preview/preview-frame.tsx";
import { shownComponents, shownIncident } from "../preview/shown.ts";
import type { WritingState } from "./use-writing.ts";
import { incidentBody } from "./wire.ts";

/** The card of the public page as it would be if this were published now. */
export function NewPreview({ state, choices }: { state: WritingState; choices: Choices }) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const { writing, now, shown } = state;
  const ready = state.ready(now);
  const body = incidentBody(ready, { languages: pageLanguages, timeZone, now }, false);
  const said = {
    name: (body.name as string) || composerWord("preview_untitled", shown),
    translations: body.translations as object,
    status: writing.isBackfilled ? ("resolved" as const) : writing.status,
    kind: writing.kind,
    body: body.body as string,
    bodyTranslations: body.update_translations as object,
    components: writing.kind === "incident" ? writing.components : [],
    impact: writing.impact,
    startedAt: instantOfLocal(writing.startedAt, timeZone) ?? now,
    resolvedAt: writing.isBackfilled ? instantOfLocal(writing.endedAt, timeZone) : null,
    nextUpdateAt: body.next_update_at ? Date.parse(body.next_update_at as string) : null,
    earlier: [],
  };
  return (
    <section aria-label={composerWord("preview", language)} className="xl:sticky xl:top-6">
      <h2 className="font-medium">{composerWord("preview", language)}</h2>
      <p className="mb-2 text-sm text-muted">{composerWord("preview_hint", language)}</p>
      <PreviewFrame
        shown={{
          kind: "incident",
          language: shown,
          incident: shownIncident(said, now),
          components: shownComponents(choices.components, said),
        }}
      />
    </section>
  );
}
