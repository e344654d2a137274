"use client";
import { type FormEvent, useState } from "react";
import { type ComponentChoice, fullName } from "#lib/domain/incidents/desk/choices.ts";
import { clockText } from "#lib/domain/subscribers/choices.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useCall } from "../client/use-call.ts";
import { Fact } from "../incidents/facts.tsx";
import { Button } from "../ui/button.tsx";
import { Box, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ChoiceFields } from "./choice-fields.tsx";
import { choiceValues, wireChoices } from "./choice-values.ts";
import { floorText } from "./hears.ts";
import type { GroupChoice } from "./limit-set.tsx";

type Props = {
  subscriber: Subscriber;
  components: readonly ComponentChoice[];
  groups: readonly GroupChoice[];
  followed: readonly { id: string; name: string; href: string }[];
};

/** What it hears of; a manager may correct it. */
export function ChoicesBox(props: Props) {
  const { language } = useAdmin();
  const [isEditing, setEditing] = useState(false);
  return (
    <Section
      title={subscriberWord("choices", language)}
      action={
        !isEditing &&
        props.subscriber.state !== "unsubscribed" && (
          <Button onClick={() => setEditing(true)}>{subscriberWord("edit_choices", language)}</Button>
        )
      }
    >
      <Box>
        {isEditing ? <EditChoices {...props} onClose={() => setEditing(false)} /> : <Told {...props} />}
      </Box>
    </Section>
  );
}

function Told({ subscriber, components, groups, followed }: Props) {
  const { language } = useAdmin();
  const { choices, channel, teamsMode, contactEmail } = subscriber;
  const { componentIds, groupIds, kinds, minImpact, quiet, digestAt, timeZone } = choices;
  const names = [
    ...groupIds.map((id) => groups.find((one) => one.id === id)?.name ?? id),
    ...componentIds.map((id) => {
      const component = components.find((one) => one.id === id);
      return component ? fullName(component) : id;
    }),
  ];
  return (
    <dl className="grid gap-4 sm:grid-cols-2">
      {followed.length > 0 && (
        <Fact term={subscriberWord("followed", language)}>
          <ul>
            {followed.map(({ id, name, href }) => (
              <li key={id}>
                <a className="text-link" href={href}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {choices.followsPage && (
        <>
          <Fact term={subscriberWord("limited_to", language)}>
            {names.length === 0 ? subscriberWord("everything", language) : names.join(", ")}
          </Fact>
          <Fact term={subscriberWord("kinds", language)}>
            {kinds.map((kind) => subscriberWord(`kind_${kind}`, language)).join(", ")}
          </Fact>
          <Fact term={subscriberWord("min_impact", language)}>{floorText(minImpact, language)}</Fact>
        </>
      )}
      <Fact term={subscriberWord("quiet_hours", language)}>
        {quiet
          ? `${clockText(quiet.from)}–${clockText(quiet.until)}`
          : subscriberWord("quiet_none", language)}
      </Fact>
      <Fact term={subscriberWord("digest", language)}>
        {digestAt === null
          ? subscriberWord("at_once", language)
          : subscriberWord("digest_daily", language, { time: clockText(digestAt) })}
      </Fact>
      <Fact term={subscriberWord("language", language)}>
        {subscriberWord(`language_${choices.language}`, language)}
      </Fact>
      <Fact term={subscriberWord("time_zone", language)}>{timeZone}</Fact>
      {channel === "teams" && teamsMode && (
        <Fact term={subscriberWord("teams_mode", language)}>
          {subscriberWord(`teams_mode_${teamsMode}`, language)}
        </Fact>
      )}
      {contactEmail && (
        <Fact term={subscriberWord("contact_email", language)}>
          <span className="break-all">{contactEmail}</span>
        </Fact>
      )}
    </dl>
  );
}

function EditChoices({ subscriber, components, groups, onClose }: Props & { onClose: () => void }) {
  const { language } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [values, setValues] = useState(choiceValues(subscriber.choices));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const body = { subscriber: wireChoices(values) };
    const answer = await send("PATCH", `subscribers/${subscriber.id}`, body);
    if (answer.ok) goWith(subscriberWord("choices_saved", language));
  };
  return (
    <form noValidate onSubmit={save} className="grid gap-6">
      <Refusal refusal={refusal} />
      <ChoiceFields
        values={values}
        onChange={(part) => setValues((present) => ({ ...present, ...part }))}
        components={components}
        groups={groups}
        faultAt={(path) => faultAt(`subscriber.${path}`)}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
        <Button type="submit" look="primary" isBusy={isBusy}>
          {shellWord("save", language)}
        </Button>
      </div>
    </form>
  );
}
