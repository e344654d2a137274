import type { Language } from "#lib/domain/language.ts";
import { dateText } from "#lib/domain/moments.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { cardForm } from "#lib/domain/subscribers/subscription-form.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import { ChosenComponents } from "../subscribe/chosen-components.tsx";
import { ContactEmail, TeamsMode } from "../subscribe/destination.tsx";
import { Faults } from "../subscribe/faults.tsx";
import { ChoiceFields } from "../subscribe/more-choices.tsx";
import { ActForm } from "./act-form.tsx";
import { choicesSummary } from "./choices-summary.ts";
import { destinationName } from "./destination-name.ts";
import { Followable, Followed } from "./followed.tsx";
import type { ManageProps } from "./manage-page.tsx";
import { HowToVerify } from "./secret.tsx";

type Props = ManageProps & { subscriber: Subscriber; isOnly: boolean };

/** One way of being told: where to, what of, and how to end it. */
export function ChannelCard(props: Props) {
  const { subscriber, reader, snapshot, isOnly, screen } = props;
  const { language } = reader;
  const name = destinationName(subscriber);
  const about = { subscriber_id: subscriber.id };
  const act = { token: screen.token, language, about };
  const heading = `c-${subscriber.id}`;
  return (
    <section className="card channel" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          <small>{subscribeWord(`channel_${subscriber.channel}`, language)}</small>
          {name}
        </h2>
        <span className={`pill ${subscriber.state}`}>
          {manageWord(`state_${subscriber.state}`, language)}
        </span>
      </header>
      <Trouble subscriber={subscriber} language={language} />
      <p>{choicesSummary(subscriber.choices, snapshot, reader)}</p>
      <Followed {...props} />
      <Followable {...props} />
      {!subscriber.choices.followsPage && (
        <ActForm act="everything" {...act}>
          <button type="submit" className="button">
            {manageWord("hear_everything", language)}
          </button>
        </ActForm>
      )}
      <Choices {...props} />
      {subscriber.channel === "webhook" && subscriber.state === "active" && (
        <details>
          <summary>{manageWord("secret", language)}</summary>
          <p className="hint">{manageWord("rotate_why", language)}</p>
          <ActForm act="rotate" {...act}>
            <button type="submit" className="button">
              {manageWord("rotate", language)}
            </button>
          </ActForm>
          <HowToVerify language={language} />
        </details>
      )}
      {!isOnly && (
        <details>
          <summary>{manageWord("remove", language)}</summary>
          <p>{manageWord("remove_why", language, { destination: name })}</p>
          <ActForm act="remove" {...act}>
            <button type="submit" className="button danger">
              {manageWord("remove", language)}
            </button>
          </ActForm>
        </details>
      )}
    </section>
  );
}

function Trouble({ subscriber, language }: { subscriber: Subscriber; language: Language }) {
  const { state, quarantinedAt, choices } = subscriber;
  if (state === "pending") return <p className="hint">{manageWord("pending_why", language)}</p>;
  if (state !== "quarantined") return null;
  const date = dateText(quarantinedAt ?? subscriber.updatedAt, choices.timeZone, language);
  return <p className="trouble">{manageWord("quarantined_why", language, { date })}</p>;
}

/** What they hear of and when, unless that is single incidents alone; and what the channel has beside its address. */
function Choices({ subscriber, snapshot, reader, screen, isOnly }: Props) {
  const { language } = reader;
  const { channel } = subscriber;
  const { followsPage } = subscriber.choices;
  if (!followsPage && channel !== "webhook" && channel !== "teams") return null;
  const refused = screen.refused?.subscriberId === subscriber.id ? screen.refused : null;
  const place = { prefix: `${subscriber.id}-`, faults: refused?.faults ?? [] };
  const form = refused?.form ?? cardForm(subscriber);
  const choices = { form, place, snapshot, reader };
  return (
    <details open={refused !== null || (isOnly && !screen.adding)}>
      <summary>{manageWord(followsPage ? "change" : "change_details", language)}</summary>
      <ActForm
        act="save"
        token={screen.token}
        language={language}
        about={{ subscriber_id: subscriber.id }}
        className="subscribe"
      >
        <Faults place={place} language={language} />
        {followsPage && <ChosenComponents {...choices} />}
        {followsPage && <ChoiceFields {...choices} />}
        {channel === "webhook" && <ContactEmail form={form} place={place} language={language} />}
        {channel === "teams" && <TeamsMode form={form} place={place} language={language} />}
        <button type="submit" className="button">
          {manageWord("save", language)}
        </button>
      </ActForm>
    </details>
  );
}
