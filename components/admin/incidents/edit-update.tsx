"use client";
import { useEffect, useRef, useState } from "react";
import type { Incident, IncidentUpdate } from "#lib/domain/incidents/incident.ts";
import { instantOfLocal, localTime } from "#lib/domain/input/local-time.ts";
import type { Language } from "#lib/domain/language.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { Restored } from "../client/restored.tsx";
import { useCall } from "../client/use-call.ts";
import { useKept } from "../client/use-kept.ts";
import { LanguageTexts } from "../composer/language-texts.tsx";
import type { Texts } from "../composer/writing.ts";
import { type CurrentIncident, currentOf, textsOf, wireTexts } from "../merge/current.ts";
import { type MergeField, MergeView } from "../merge/merge-view.tsx";
import { LocalTimeField } from "../time/local-time-field.tsx";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { updateApi } from "./paths.ts";

type Props = { incident: Incident; update: IncidentUpdate; onClose: () => void };

/** Mends what was said. If somebody else was quicker, both texts are merged before anything is saved. */
export function EditUpdate({ incident, update, onClose }: Props) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const first: Texts = textsOf(update.body, update.translations, "body", pageLanguages);
  // What it was begun with is kept beside it: after a reload somebody else may have been there.
  const kept = useKept(`edit:${update.id}`, {
    ...{ texts: first, base: first, revision: incident.revision },
    displayAt: localTime(update.displayAt, timeZone),
  });
  const { send, isBusy, refusal, faultAt } = useCall();
  const [current, setCurrent] = useState<CurrentIncident | null>(null);
  const bodyRef = useRef<HTMLTextAreaElement>(null);
  useEffect(() => bodyRef.current?.focus(), []);
  const save = async (texts: Texts, revision: number) => {
    const { text, translations } = wireTexts(texts, "body", pageLanguages, update.translations);
    const answer = await send("PATCH", updateApi(incident.id, update.id), {
      incident_update: {
        body: text,
        translations,
        ...wireDisplayAt(kept.value.displayAt, update, timeZone),
        revision,
      },
    });
    if (!answer.ok) return setCurrent(currentOf(answer));
    kept.forget();
    goWith(incidentWord("saved", language));
  };
  if (current)
    return (
      <MergeView
        fields={bodyFields(current, update.id, kept.value, { language, languages: pageLanguages })}
        isBusy={isBusy}
        onSave={(values) => void save(values, current.revision)}
        onCancel={() => setCurrent(null)}
      />
    );
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save(kept.value.texts, kept.value.revision);
      }}
    >
      <Restored at={kept.restoredAt} onDiscard={kept.discard} />
      <Refusal refusal={refusal} />
      <p className="text-sm text-muted">{incidentWord("edit_update_hint", language)}</p>
      <LanguageTexts
        bodies={kept.value.texts}
        onBodies={(texts) => kept.change((present) => ({ ...present, texts }))}
        bodyFault={faultAt("incident_update.body")}
        bodyRef={bodyRef}
      />
      {incident.isBackfilled && (
        <LocalTimeField
          label={incidentWord("displayed_at", language)}
          value={kept.value.displayAt}
          onChange={(displayAt) => kept.change((present) => ({ ...present, displayAt }))}
          fault={faultAt("incident_update.display_at")}
        />
      )}
      <EndOfForm
        isBusy={isBusy}
        onCancel={() => {
          kept.discard();
          onClose();
        }}
      />
    </form>
  );
}

/** Where the update shall stand, said only if that was changed. */
function wireDisplayAt(displayAt: string, update: IncidentUpdate, timeZone: string) {
  const at = instantOfLocal(displayAt, timeZone);
  const isMoved = displayAt !== localTime(update.displayAt, timeZone) && at !== null;
  return isMoved ? { display_at: new Date(at).toISOString() } : {};
}

/** The text in each language of the page: as it was begun with, one's own, and the newer one. */
function bodyFields(
  current: CurrentIncident,
  updateId: string,
  { base, texts }: { base: Texts; texts: Texts },
  { language, languages }: { language: Language; languages: readonly Language[] },
): MergeField[] {
  const newer = current.incident_updates.find(({ id }) => id === updateId);
  const theirs = textsOf(newer?.body ?? "", newer?.translations ?? {}, "body", languages);
  return languages.map((one) => ({
    key: one,
    label: `${composerWord("message", language)} · ${composerWord(`lang_${one}`, language)}`,
    ...{ base: base[one] ?? "", mine: texts[one] ?? "", theirs: theirs[one] ?? "", isText: true },
  }));
}

function EndOfForm({ isBusy, onCancel }: { isBusy: boolean; onCancel: () => void }) {
  const { language } = useAdmin();
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onCancel}>{shellWord("cancel", language)}</Button>
      <Button type="submit" look="primary" isBusy={isBusy}>
        {shellWord("save", language)}
      </Button>
    </div>
  );
}
