"use client";
import { useState } from "react";
import type { Reach } from "#lib/domain/incidents/desk/choices.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { isEnd } from "#lib/domain/incidents/transitions.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { AudienceLine } from "../blast/notify-field.tsx";
import { useBlast } from "../blast/use-blast.tsx";
import { useAdmin, useMay } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useOnce } from "../client/use-once.ts";
import { StatusChoice } from "../composer/status-choice.tsx";
import { storedDraft } from "../composer/wire.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ConfirmByName, Dialog } from "../ui/dialog.tsx";
import { CheckField, TextArea, TextField } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { actApi } from "./paths.ts";

type Open = "reopen" | "unpublish" | null;

/** The seldom acts on a published incident: its post-mortem, opening it again, taking a mistake back. */
export function Acts({ incident, reach }: { incident: Incident; reach: Reach }) {
  const { language } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const [open, setOpen] = useState<Open>(null);
  const isOver = isEnd(incident.status);
  const hasPostmortem = incident.postmortem !== null;
  return (
    <div className="flex flex-wrap gap-2 xl:flex-col xl:items-stretch">
      {incident.kind === "incident" && (mayWrite || hasPostmortem) && (
        <ButtonLink href={`/admin/incidents/${incident.id}/postmortem`}>
          {incidentWord(hasPostmortem ? "postmortem" : "postmortem_write", language)}
        </ButtonLink>
      )}
      {mayWrite && isOver && incident.kind !== "maintenance" && (
        <Button onClick={() => setOpen("reopen")}>{incidentWord("reopen", language)}</Button>
      )}
      {mayWrite && (
        <Button look="danger" onClick={() => setOpen("unpublish")}>
          {incidentWord("unpublish", language)}
        </Button>
      )}
      <Dialog
        isOpen={open === "reopen"}
        onClose={() => setOpen(null)}
        title={incidentWord("reopen", language)}
      >
        <ReopenForm incident={incident} reach={reach} onClose={() => setOpen(null)} />
      </Dialog>
      <Unpublish incident={incident} isOpen={open === "unpublish"} onClose={() => setOpen(null)} />
    </div>
  );
}

function ReopenForm({ incident, reach, onClose }: { incident: Incident; reach: Reach; onClose: () => void }) {
  const { language } = useAdmin();
  const { sendOnce, isBusy, refusal, faultAt } = useOnce();
  const [body, setBody] = useState("");
  const [delivers, setDelivers] = useState(true);
  const options =
    incident.kind === "announcement"
      ? (["monitoring"] as const)
      : (["investigating", "identified", "monitoring"] as const);
  const [status, setStatus] = useState<Incident["status"]>(options[0]);
  const [isEmpty, setEmpty] = useState(false);
  const blast = useBlast({ ...storedDraft(incident), status, body }, delivers, reach);
  const reopen = async () => {
    setEmpty(!body.trim());
    if (!body.trim() || !(await blast.confirmed())) return;
    const sent = {
      incident: { status, body: body.trim(), deliver_notifications: delivers, revision: incident.revision },
    };
    const answer = await sendOnce("POST", actApi(incident.id, "reopen"), sent, () => sent);
    if (answer?.ok) goWith(incidentWord("reopened", language));
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void reopen();
      }}
    >
      <p>{incidentWord("reopen_why", language)}</p>
      {blast.dialog}
      <Refusal refusal={refusal} />
      <StatusChoice options={options} value={status} onChange={setStatus} />
      <TextArea
        label={incidentWord("reopen_text", language)}
        value={body}
        rows={4}
        onChange={(event) => setBody(event.target.value)}
        fault={isEmpty ? composerWord("fault_message", language) : faultAt("incident.body")}
      />
      <CheckField
        label={composerWord("deliver", language)}
        hint={<AudienceLine blast={blast} delivers={delivers} reach={reach} />}
        checked={delivers}
        onChange={(event) => setDelivers(event.target.checked)}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
        <Button type="submit" look="primary" isBusy={isBusy}>
          {incidentWord("reopen", language)}
        </Button>
      </div>
    </form>
  );
}

/** Takes a published mistake back: tells what that does and does not undo, asks for the name and a reason. */
export function Unpublish({
  incident,
  isOpen,
  onClose,
}: {
  incident: Incident;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { language } = useAdmin();
  const { sendOnce, isBusy, refusal } = useOnce();
  const [reason, setReason] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const unpublish = async () => {
    setEmpty(!reason.trim());
    if (!reason.trim()) return;
    const sent = { incident: { reason: reason.trim(), revision: incident.revision } };
    const answer = await sendOnce("POST", actApi(incident.id, "unpublish"), sent, () => sent);
    if (answer?.ok) goWith(incidentWord("unpublish_done", language));
  };
  return (
    <ConfirmByName
      isOpen={isOpen}
      onClose={onClose}
      title={incidentWord("unpublish_title", language)}
      name={incident.name}
      act={incidentWord("unpublish", language)}
      isBusy={isBusy}
      fault={refusal?.message}
      onConfirm={() => void unpublish()}
    >
      <div className="grid gap-4">
        <p>{incidentWord("unpublish_what", language)}</p>
        <TextField
          label={incidentWord("unpublish_reason", language)}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          fault={isEmpty ? incidentWord("unpublish_reason_fault", language) : undefined}
          maxLength={1000}
        />
      </div>
    </ConfirmByName>
  );
}
