"use client";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { momentText } from "#lib/domain/moments.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useOnce } from "../client/use-once.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { updatesApi } from "./paths.ts";

/** Everything is healthy again, and a person has been at it: one tap resolves. */
export function ResolveProposal({ incident }: { incident: Incident }) {
  const { language, timeZone } = useAdmin();
  const { isBusy, refusal, resolve } = useResolve();
  const time = momentText(incident.resolveProposedAt ?? 0, "moment", timeZone, language);
  return (
    <>
      <Refusal refusal={refusal} />
      <Notice
        tone="good"
        action={
          <Button look="primary" isBusy={isBusy} onClick={() => void resolve(incident)}>
            {incidentWord("resolve_now", language)}
          </Button>
        }
      >
        {incidentWord("resolve_proposed", language, { time })}
      </Notice>
    </>
  );
}

/** Resolves with a plain sentence, in the page's first language and its others. */
export function useResolve() {
  const { pageLanguages, language } = useAdmin();
  const { sendOnce, isBusy, refusal } = useOnce();
  const resolve = async (incident: Pick<Incident, "id" | "revision">) => {
    const [first = "ko", ...others] = pageLanguages;
    const body = {
      incident_update: {
        status: "resolved",
        body: incidentWord("resolve_text", first),
        translations: Object.fromEntries(
          others.map((one) => [one, { body: incidentWord("resolve_text", one) }]),
        ),
        revision: incident.revision,
      },
    };
    const answer = await sendOnce("POST", updatesApi(incident.id), incident, () => body);
    if (answer?.ok) goWith(incidentWord("resolved_done", language));
  };
  return { resolve, isBusy, refusal };
}
