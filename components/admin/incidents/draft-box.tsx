"use client";
import { useState } from "react";
import type { Reach } from "#lib/domain/incidents/desk/choices.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { durationText, momentText } from "#lib/domain/moments.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { AudienceLine } from "../blast/notify-field.tsx";
import { useBlast } from "../blast/use-blast.tsx";
import { useAdmin, useMay } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useAsking } from "../client/use-asking.ts";
import { useOnce } from "../client/use-once.ts";
import { storedDraft } from "../composer/wire.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmByName, Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { QuestionDialog } from "../ui/question-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { Candidate } from "./incident-screen.tsx";
import { actApi, incidentApi } from "./paths.ts";

type Props = { incident: Incident; candidates: readonly Candidate[]; reach: Reach; now: number };

/** What a draft is, when it publishes itself, and the ways out: publish, merge, discard. */
export function DraftBox({ incident, candidates, reach, now }: Props) {
  const { language, timeZone } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const { publish, isBusy, refusal, question, no } = usePublish();
  const delivers = incident.updates[0]?.deliverNotifications ?? true;
  const blast = useBlast(storedDraft(incident), delivers, reach);
  const [open, setOpen] = useState<"discard" | "merge" | null>(null);
  const { autoPublishAt } = incident;
  const auto =
    autoPublishAt !== null &&
    incidentWord("draft_auto", language, {
      time: momentText(autoPublishAt, "time", timeZone, language),
      distance: distance(autoPublishAt, now, language),
    });
  return (
    <>
      <Refusal refusal={refusal} />
      <QuestionDialog question={question} onNo={no} />
      <Notice
        tone="warn"
        title={incidentWord("draft_title", language)}
        action={
          mayWrite && (
            <div className="flex flex-wrap gap-2">
              <Button
                look="primary"
                isBusy={isBusy}
                onClick={async () => {
                  if (await blast.confirmed()) await publish(incident);
                }}
              >
                {incidentWord("publish", language)}
              </Button>
              {incident.kind === "incident" && (
                <Button onClick={() => setOpen("merge")}>{incidentWord("merge", language)}</Button>
              )}
              <Button look="danger" onClick={() => setOpen("discard")}>
                {incidentWord("discard", language)}
              </Button>
            </div>
          )
        }
      >
        <p>
          <AudienceLine blast={blast} delivers={delivers} reach={reach} />
        </p>
        {blast.dialog}
        {!incident.isAttended && <p>{incidentWord("draft_unattended", language)}</p>}
        {auto && <p>{auto}</p>}
      </Notice>
      <DiscardDialog incident={incident} isOpen={open === "discard"} onClose={() => setOpen(null)} />
      <Dialog isOpen={open === "merge"} onClose={() => setOpen(null)} title={incidentWord("merge", language)}>
        <MergeForm incident={incident} candidates={candidates} onClose={() => setOpen(null)} />
      </Dialog>
    </>
  );
}

function distance(at: number, now: number, language: "ko" | "en"): string {
  const minutes = Math.ceil((at - now) / 60_000);
  if (minutes <= 0) return incidentWord("any_moment", language);
  return incidentWord("from_now", language, { duration: durationText(minutes * 60, language) });
}

/** Publishes a draft; the overview uses it too. */
export function usePublish() {
  const { language } = useAdmin();
  const calls = useAsking();
  const publish = ({ id, revision }: Pick<Incident, "id" | "revision">) =>
    calls.ask({
      ...{ method: "POST", path: actApi(id, "publish"), content: [id, revision] },
      makeBody: (confirm) => ({ incident: { revision, ...(confirm.length > 0 && { confirm }) } }),
      onDone: () => goWith(incidentWord("published", language)),
    });
  return { ...calls, publish };
}

/** Asks before a draft is deleted for good; what was typed into it goes too. */
export function DiscardDialog({
  incident,
  isOpen,
  onClose,
  isPlain = false,
}: {
  incident: Pick<Incident, "id" | "name" | "kind">;
  isOpen: boolean;
  onClose: () => void;
  /** Of what a machine drafted: a question is enough, nobody's words are lost. */
  isPlain?: boolean;
}) {
  const { language } = useAdmin();
  const { sendOnce, isBusy, refusal } = useOnce();
  const discard = async () => {
    const answer = await sendOnce("DELETE", incidentApi(incident.id), incident.id, () => undefined);
    if (answer?.ok) goWith(incidentWord("discarded", language), isPlain ? undefined : "/admin/incidents");
  };
  if (isPlain)
    return (
      <Dialog isOpen={isOpen} onClose={onClose} title={incident.name}>
        <p className="mb-4">{incidentWord("discard_why", language)}</p>
        <Refusal refusal={refusal} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
          <Button look="danger" isBusy={isBusy} onClick={() => void discard()}>
            {incidentWord("discard", language)}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <ConfirmByName
      isOpen={isOpen}
      onClose={onClose}
      title={incidentWord("discard", language)}
      name={incident.name}
      act={incidentWord("discard", language)}
      isBusy={isBusy}
      fault={refusal?.message}
      onConfirm={() => void discard()}
    >
      {incidentWord("discard_why", language)}
    </ConfirmByName>
  );
}

function MergeForm({
  incident,
  candidates,
  onClose,
}: {
  incident: Incident;
  candidates: readonly Candidate[];
  onClose: () => void;
}) {
  const { language } = useAdmin();
  const { sendOnce, isBusy, refusal } = useOnce();
  const [into, setInto] = useState("");
  if (candidates.length === 0) return <p>{incidentWord("no_candidates", language)}</p>;
  const merge = async () => {
    const { id, revision } = incident;
    const body = { incident: { into, revision } };
    const answer = await sendOnce("POST", actApi(id, "merge"), body, () => body);
    if (answer?.ok) goWith(incidentWord("merge_done", language), `/admin/incidents/${into}`);
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (into) void merge();
      }}
    >
      <p>{incidentWord("merge_why", language)}</p>
      <Refusal refusal={refusal} />
      <SelectField
        label={incidentWord("merge_into", language)}
        value={into}
        onChange={(event) => setInto(event.target.value)}
      >
        <option value="">{incidentWord("merge_choose", language)}</option>
        {candidates.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
        <Button type="submit" look="primary" isBusy={isBusy} disabled={!into}>
          {incidentWord("merge", language)}
        </Button>
      </div>
    </form>
  );
}
