"use client";
import { useState } from "react";
import type { Reach } from "#lib/domain/incidents/desk/choices.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { instantOfLocal, localTime } from "#lib/domain/input/local-time.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { AudienceLine } from "../blast/notify-field.tsx";
import { useBlast } from "../blast/use-blast.tsx";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useAsking } from "../client/use-asking.ts";
import { storedDraft } from "../composer/wire.ts";
import { incidentApi } from "../incidents/paths.ts";
import { LocalTimeField } from "../time/local-time-field.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CheckField, TextArea } from "../ui/field.tsx";
import { QuestionDialog } from "../ui/question-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { WindowTimes } from "./window-times.tsx";

type Act = "start_now" | "verify" | "complete" | "extend" | "reschedule" | "cancel_window";

const API: Record<Exclude<Act, "reschedule">, string> = {
  start_now: "start",
  verify: "verify",
  complete: "complete",
  extend: "extend",
  cancel_window: "cancel",
};

/** What a window is in after an act; the others leave it as it is. */
const STATUS: Partial<Record<Act, Incident["status"]>> = {
  start_now: "in_progress",
  verify: "verifying",
  complete: "completed",
};

/** What can be done with a window now, the next step first. */
function actsOf({ status, maintenance }: Incident): Act[] {
  if (maintenance?.cancelledAt != null) return [];
  if (status === "scheduled") return ["start_now", "reschedule", "cancel_window"];
  if (status === "in_progress") return ["complete", "verify", "extend"];
  return status === "verifying" ? ["complete", "extend"] : [];
}

/** The steps of a window, each with a sentence of what it does and, if wanted, words for the readers. */
export function WindowActs({ incident, reach, now }: { incident: Incident; reach: Reach; now: number }) {
  const { language } = useAdmin();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <div className="flex flex-wrap gap-2">
      {actsOf(incident).map((one) => (
        <Button
          key={one}
          look={one === "complete" ? "primary" : one === "cancel_window" ? "danger" : "plain"}
          onClick={() => setAct(one)}
        >
          {maintenanceWord(one, language)}
        </Button>
      ))}
      <Dialog
        isOpen={act !== null}
        onClose={() => setAct(null)}
        title={act ? maintenanceWord(act, language) : ""}
      >
        {act && <ActForm key={act} {...{ act, incident, reach, now }} onClose={() => setAct(null)} />}
      </Dialog>
    </div>
  );
}

type FormProps = { act: Act; incident: Incident; reach: Reach; now: number; onClose: () => void };

/** What is said with an act, its times, and how it is sent. */
function useAct({ act, incident, reach, now }: FormProps) {
  const { language, timeZone } = useAdmin();
  const calls = useAsking();
  const { scheduledFor, scheduledUntil } = incident.maintenance!;
  const [body, setBody] = useState("");
  const [delivers, setDelivers] = useState(true);
  const [times, setTimes] = useState({
    starts: localTime(scheduledFor, timeZone),
    ends: localTime(
      act === "extend" ? Math.max(now, scheduledUntil) + 30 * 60_000 : scheduledUntil,
      timeZone,
    ),
  });
  const isMove = act === "reschedule";
  const draft = { ...storedDraft(incident), status: STATUS[act] ?? incident.status, body };
  const blast = useBlast(draft, delivers, reach);
  const iso = (local: string) => new Date(instantOfLocal(local, timeZone) ?? 0).toISOString();
  const makeBody = (confirm: string[]) => ({
    incident: {
      ...(body.trim() && { body: body.trim() }),
      deliver_notifications: delivers,
      revision: incident.revision,
      ...(isMove && { scheduled_for: iso(times.starts) }),
      ...((isMove || act === "extend") && { scheduled_until: iso(times.ends) }),
      ...(confirm.length > 0 && { confirm }),
    },
  });
  const send = async () => {
    if (!(await blast.confirmed())) return;
    await calls.ask({
      method: isMove ? "PATCH" : "POST",
      path: isMove ? incidentApi(incident.id) : `${incidentApi(incident.id)}/${API[act as keyof typeof API]}`,
      ...{ content: [act, body, delivers, times], makeBody },
      onDone: () => goWith(maintenanceWord("done", language)),
    });
  };
  return { ...calls, blast, send, body, setBody, delivers, setDelivers, times, setTimes };
}

function ActForm(props: FormProps) {
  const { act, now, reach, onClose } = props;
  const { language } = useAdmin();
  const { blast, send, question, no, refusal, isBusy, faultAt, ...said } = useAct(props);
  const { body, setBody, delivers, setDelivers, times, setTimes } = said;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>{maintenanceWord(`${act}_why` as "verify_why", language)}</p>
      <Refusal refusal={refusal} />
      <QuestionDialog question={question} onNo={no} />
      {blast.dialog}
      {act === "reschedule" && (
        <WindowTimes
          times={times}
          onChange={setTimes}
          now={now}
          faults={{
            starts: faultAt("incident.scheduled_for"),
            ends: faultAt("incident.scheduled_until"),
          }}
        />
      )}
      {act === "extend" && (
        <LocalTimeField
          label={maintenanceWord("ends", language)}
          value={times.ends}
          onChange={(ends) => setTimes({ ...times, ends })}
          fault={faultAt("incident.scheduled_until")}
        />
      )}
      <TextArea
        label={maintenanceWord("said_optional", language)}
        isOptional
        hint={maintenanceWord("said_hint", language)}
        rows={3}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        fault={faultAt("incident.body")}
      />
      <CheckField
        label={composerWord("deliver", language)}
        hint={<AudienceLine blast={blast} delivers={delivers} reach={reach} />}
        checked={delivers}
        onChange={(event) => setDelivers(event.target.checked)}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{shellWord("close", language)}</Button>
        <Button type="submit" look={act === "cancel_window" ? "danger" : "primary"} isBusy={isBusy}>
          {maintenanceWord(act, language)}
        </Button>
      </div>
    </form>
  );
}
