"use client";
import type { PersonChoice } from "#lib/domain/incidents/desk/choices.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { incidentApi } from "./paths.ts";

type Props = {
  incident: Pick<Incident, "id" | "name" | "ownerId">;
  people: readonly PersonChoice[];
  canEdit: boolean;
};

/** Who is on it: taken with one tap, handed over by choosing somebody else. */
export function Owner({ incident, people, canEdit }: Props) {
  const { language, person } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const { ownerId } = incident;
  const give = async (owner_id: string | null) => {
    const answer = await send("PATCH", incidentApi(incident.id), { incident: { owner_id } });
    if (answer.ok) goWith(incidentWord(owner_id === person.id ? "taken" : "handed_over", language));
  };
  const owner = people.find(({ id }) => id === ownerId);
  const name = ownerId === null ? "owner_none" : "owner_unknown";
  if (!canEdit)
    return <span className={owner ? "" : "text-muted"}>{owner?.name ?? incidentWord(name, language)}</span>;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <select
          aria-label={`${incidentWord("hand_over", language)}: ${incident.name}`}
          value={owner ? owner.id : ""}
          disabled={isBusy}
          onChange={(event) => void give(event.target.value || null)}
          className="min-h-10 min-w-0 rounded-box border border-line bg-surface px-2 max-sm:min-h-11"
        >
          <option value="">{incidentWord(name, language)}</option>
          {people.map(({ id, name: told }) => (
            <option key={id} value={id}>
              {told}
            </option>
          ))}
        </select>
        {ownerId !== person.id && (
          <Button isBusy={isBusy} onClick={() => void give(person.id)}>
            {incidentWord("take", language)}
          </Button>
        )}
      </div>
      <Refusal refusal={refusal} />
    </div>
  );
}
