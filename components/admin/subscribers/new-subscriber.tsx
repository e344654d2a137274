"use client";
import { type FormEvent, useState } from "react";
import type { ChannelSetups } from "#lib/domain/delivery/channel.ts";
import type { ComponentChoice } from "#lib/domain/incidents/desk/choices.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useOnce } from "../client/use-once.ts";
import { Button } from "../ui/button.tsx";
import { CopyBox } from "../ui/copy-box.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ChoiceFields } from "./choice-fields.tsx";
import { type ChoiceValues, newChoices, wireChoices } from "./choice-values.ts";
import {
  DESTINATION_FIELD,
  type Destination,
  DestinationFields,
  wireDestination,
} from "./destination-fields.tsx";
import type { GroupChoice } from "./limit-set.tsx";

const LIST = "/admin/subscribers";

type Props = {
  setups: ChannelSetups;
  components: readonly ComponentChoice[];
  groups: readonly GroupChoice[];
};
/** As the manage API answers; a webhook that begins at once has a secret, told here alone. */
type Made = { id: string; signing_secret: string | null };

/** Adds one subscriber: where to, how it is proved, and what it hears of. */
export function NewSubscriber({ setups, components, groups }: Props) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const { sendOnce, isBusy, refusal, faultAt } = useOnce();
  const [isEmpty, setEmpty] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [to, setTo] = useState<Destination>({
    ...{ channel: "email", text: "", teamsMode: "message", contactEmail: "", skipsProof: false },
  });
  const [choices, setChoices] = useState<ChoiceValues>(newChoices(pageLanguages, timeZone));
  const fault = (field: string) => faultAt(`subscriber.${field}`);
  const goOn = ({ id }: Made) =>
    goWith(subscriberWord(to.skipsProof ? "added" : "added_asked", language), `${LIST}/${id}`);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setEmpty(!to.text.trim());
    if (!to.text.trim()) return;
    const subscriber = { ...wireDestination(to), ...wireChoices(choices) };
    const answer = await sendOnce<Made>("POST", "subscribers", subscriber, () => ({ subscriber }));
    if (!answer?.ok) return;
    if (answer.body.signing_secret) setMade(answer.body);
    else goOn(answer.body);
  };
  if (made?.signing_secret) return <SecretOnce secret={made.signing_secret} onGoOn={() => goOn(made)} />;
  return (
    <form noValidate onSubmit={submit} className="max-w-3xl">
      <PageHead
        title={subscriberWord("add", language)}
        lead={subscriberWord("new_lead", language)}
        back={{ href: LIST, label: shellWord("subscribers", language) }}
      />
      <Refusal refusal={refusal} />
      <div className="grid gap-6">
        <DestinationFields
          to={to}
          onChange={(part) => {
            setEmpty(false);
            setTo((present) => ({ ...present, ...part }));
          }}
          setups={setups}
          fault={
            isEmpty ? subscriberWord("fault_destination", language) : fault(DESTINATION_FIELD[to.channel])
          }
          faultAt={fault}
        />
        <ChoiceFields
          values={choices}
          onChange={(part) => setChoices((present) => ({ ...present, ...part }))}
          components={components}
          groups={groups}
          faultAt={fault}
        />
        <div className="flex justify-end">
          <Button type="submit" look="primary" isBusy={isBusy}>
            {subscriberWord("add", language)}
          </Button>
        </div>
      </div>
    </form>
  );
}

function SecretOnce({ secret, onGoOn }: { secret: string; onGoOn: () => void }) {
  const { language } = useAdmin();
  return (
    <div className="grid max-w-3xl gap-4">
      <PageHead title={subscriberWord("added", language)} />
      <CopyBox
        label={subscriberWord("secret", language)}
        value={secret}
        hint={subscriberWord("secret_hint", language)}
      />
      <div>
        <Button look="primary" onClick={onGoOn}>
          {subscriberWord("secret_go_on", language)}
        </Button>
      </div>
    </div>
  );
}
