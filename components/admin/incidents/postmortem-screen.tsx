"use client";
import { useState } from "react";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { isEnd } from "#lib/domain/incidents/transitions.ts";
import type { Language, Translations } from "#lib/domain/language.ts";
import { momentText } from "#lib/domain/moments.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { goWith, Outcome } from "../client/outcome.tsx";
import { Restored } from "../client/restored.tsx";
import { useCall } from "../client/use-call.ts";
import { useKept } from "../client/use-kept.ts";
import { LanguageTexts } from "../composer/language-texts.tsx";
import type { Texts } from "../composer/writing.ts";
import { type CurrentIncident, currentOf, textsOf, wireTexts } from "../merge/current.ts";
import { MergeView } from "../merge/merge-view.tsx";
import { PreviewFrame } from "../preview/preview-frame.tsx";
import { Button } from "../ui/button.tsx";
import { CheckField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { postmortemApi } from "./paths.ts";

/** The texts of the draft; before the first one, headings to begin with. */
function firstTexts({ postmortem }: Incident, languages: readonly Language[]): Texts {
  const [first = "ko"] = languages;
  const body = postmortem?.draft ?? postmortem?.body;
  if (!body) return { [first]: incidentWord("postmortem_start", first) };
  const others = postmortem?.draft ? postmortem.draftTranslations : (postmortem?.translations ?? {});
  return textsOf(body, others, "body", languages);
}

/** What happened, why, and what changes: a draft with a preview, published and taken back. */
export function PostmortemScreen({ incident }: { incident: Incident }) {
  const { language, pageLanguages } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const base = firstTexts(incident, pageLanguages);
  const kept = useKept(`postmortem:${incident.id}`, { texts: base, base, revision: incident.revision });
  const [shown, setShown] = useState<Language>(pageLanguages[0] ?? "ko");
  const { texts } = kept.value;
  const fallback = texts[pageLanguages[0] ?? "ko"] ?? "";
  return (
    <>
      <Outcome />
      <PageHead
        title={incidentWord("postmortem", language)}
        lead={incidentWord("postmortem_lead", language)}
        back={{ href: `/admin/incidents/${incident.id}`, label: incident.name }}
      />
      <Standing incident={incident} />
      <Restored at={kept.restoredAt} onDiscard={kept.discard} />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        {mayWrite && <Editor incident={incident} kept={kept} onLanguage={setShown} />}
        <section aria-label={composerWord("preview", language)} className="xl:sticky xl:top-6">
          <h2 className="mb-2 font-medium">{composerWord("preview", language)}</h2>
          <PreviewFrame shown={{ kind: "postmortem", language: shown, body: texts[shown] || fallback }} />
        </section>
      </div>
    </>
  );
}

/** Where it stands: public since when, and whether the draft is newer than what readers see. */
function Standing({ incident: { postmortem, status } }: { incident: Incident }) {
  const { language, timeZone } = useAdmin();
  const time = (at: number | null | undefined) => momentText(at ?? 0, "full", timeZone, language);
  if (postmortem?.publishedAt != null) {
    const isNewer = postmortem.draft !== null && postmortem.draft !== postmortem.body;
    return (
      <Notice
        tone={isNewer ? "warn" : "good"}
        title={incidentWord("postmortem_public", language, { time: time(postmortem.publishedAt) })}
      >
        {isNewer && incidentWord("postmortem_newer", language)}
      </Notice>
    );
  }
  return (
    <>
      {postmortem?.draftAt != null && (
        <Notice>{incidentWord("postmortem_draft", language, { time: time(postmortem.draftAt) })}</Notice>
      )}
      {!isEnd(status) && <Notice tone="warn">{incidentWord("postmortem_later", language)}</Notice>}
    </>
  );
}

type TheirDraft = { body: string | null; body_draft: string | null; draft_translations: Translations };
type Theirs = { revision: number; draft: TheirDraft | null };
type Kept = ReturnType<typeof useKept<{ texts: Texts; base: Texts; revision: number }>>;
type EditorProps = { incident: Incident; kept: Kept; onLanguage: (language: Language) => void };

/** Saving, publishing and taking back; what somebody else saved meanwhile is read before anything is overwritten. */
function usePostmortem(incident: Incident, kept: Kept) {
  const { language, pageLanguages } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const { texts, revision } = kept.value;
  const readTheirs = async (newer: CurrentIncident | null) => {
    if (!newer) return;
    const read = await send<TheirDraft>("GET", postmortemApi(incident.id));
    setTheirs({ revision: newer.revision, draft: read.ok ? read.body : null });
  };
  /** False when it was not saved. */
  const saved = async (given: Texts, at: number): Promise<boolean> => {
    const { text, translations } = wireTexts(given, "body", pageLanguages, {});
    const postmortem = { body_draft: text, draft_translations: translations, revision: at };
    const answer = await send("PUT", postmortemApi(incident.id), { postmortem });
    if (answer.ok) kept.forget();
    else await readTheirs(currentOf(answer));
    return answer.ok;
  };
  const save = async (given = texts, at = revision) => {
    if (await saved(given, at)) goWith(incidentWord("postmortem_saved", language));
  };
  const publish = async (notifies: boolean) => {
    if (!(await saved(texts, revision))) return;
    const postmortem = { notify_subscribers: notifies };
    const answer = await send("PUT", postmortemApi(incident.id, "publish"), { postmortem });
    if (answer.ok) goWith(incidentWord("postmortem_published", language));
  };
  const revert = async () => {
    const answer = await send("PUT", postmortemApi(incident.id, "revert"), { postmortem: {} });
    if (answer.ok) goWith(incidentWord("postmortem_reverted", language));
  };
  return { save, publish, revert, theirs, forgetTheirs: () => setTheirs(null), isBusy, refusal, faultAt };
}

function Editor({ incident, kept, onLanguage }: EditorProps) {
  const { language } = useAdmin();
  const { save, publish, revert, theirs, forgetTheirs, ...calls } = usePostmortem(incident, kept);
  const [notifies, setNotifies] = useState(false);
  const { isBusy, refusal, faultAt } = calls;
  const { texts } = kept.value;
  const isPublic = incident.postmortem?.publishedAt != null;
  const canPublish = isEnd(incident.status);
  if (theirs)
    return <Merging kept={kept} theirs={theirs} isBusy={isBusy} onSave={save} onCancel={forgetTheirs} />;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Refusal refusal={refusal} />
      <LanguageTexts
        bodies={texts}
        onBodies={(next) => kept.change((present) => ({ ...present, texts: next }))}
        bodyLabel={incidentWord("postmortem_text", language)}
        bodyFault={faultAt("postmortem.body_draft")}
        onLanguage={onLanguage}
        rows={18}
      />
      {canPublish && !isPublic && (
        <CheckField
          label={incidentWord("postmortem_notify", language)}
          checked={notifies}
          onChange={(event) => setNotifies(event.target.checked)}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {isPublic && (
          <Button look="danger" isBusy={isBusy} onClick={() => void revert()}>
            {incidentWord("postmortem_revert", language)}
          </Button>
        )}
        <Button type="submit" isBusy={isBusy}>
          {incidentWord("postmortem_save", language)}
        </Button>
        {canPublish && (
          <Button look="primary" isBusy={isBusy} onClick={() => void publish(notifies)}>
            {incidentWord("postmortem_publish", language)}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What somebody else saved into the same draft. */
function Merging({
  kept,
  theirs: { revision, draft },
  isBusy,
  onSave,
  onCancel,
}: {
  kept: Kept;
  theirs: Theirs;
  isBusy: boolean;
  onSave: (texts: Texts, revision: number) => Promise<void>;
  onCancel: () => void;
}) {
  const { language, pageLanguages } = useAdmin();
  const { texts, base } = kept.value;
  const told = draft?.body_draft ?? draft?.body;
  const theirs = told ? textsOf(told, draft?.draft_translations ?? {}, "body", pageLanguages) : base;
  return (
    <MergeView
      fields={pageLanguages.map((one) => ({
        key: one,
        label: `${incidentWord("postmortem_text", language)} · ${composerWord(`lang_${one}`, language)}`,
        ...{ base: base[one] ?? "", mine: texts[one] ?? "", theirs: theirs[one] ?? "", isText: true },
      }))}
      isBusy={isBusy}
      onSave={(values) => void onSave(values, revision)}
      onCancel={onCancel}
    />
  );
}
