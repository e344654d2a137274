import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import type { Fault } from "#lib/domain/errors.ts";
import { findEvent, isMaintenance, type PublicEvent } from "#lib/domain/history/months.ts";
import { subscribePath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { Offers, SubscriptionForm } from "#lib/domain/subscribers/screen.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import { eventPath } from "../events/event-looks.ts";
import { ChosenComponents } from "./chosen-components.tsx";
import { Consent } from "./consent.tsx";
import { Destination } from "./destination.tsx";
import { Faults } from "./faults.tsx";
import { Feeds } from "./feeds.tsx";
import type { FormPlace } from "./field.tsx";
import { MoreChoices } from "./more-choices.tsx";

type Props = {
  snapshot: Snapshot;
  reader: Reader;
  offers: Offers;
  form: SubscriptionForm;
  faults: readonly Fault[];
  /** The only incident or window to hear of; null: everything. */
  eventId: string | null;
};

/** The form to subscribe with: empty from the snapshot, or as it was sent with what is wrong. Needs no scripts. */
export function SubscribePage(props: Props) {
  const { snapshot, reader, offers, eventId } = props;
  const { language } = reader;
  const event = eventId === null ? null : findEvent(snapshot, eventId);
  return (
    <>
      <Head event={event} reader={reader} />
      <div className="with-aside">
        {offers.channels.length > 0 ? (
          <Form {...props} />
        ) : (
          <p className="notice">{subscribeWord("only_feeds", language)}</p>
        )}
        <Feeds language={language} />
      </div>
      <script src="/subscribe-own.js" defer />
    </>
  );
}

function Head({ event, reader }: { event: PublicEvent | null; reader: Reader }) {
  const { language } = reader;
  if (!event)
    return (
      <div className="lead">
        <h1>{subscribeWord("title", language)}</h1>
        <p>{subscribeWord("lead", language)}</p>
      </div>
    );
  return (
    <div className="lead">
      <h1>{subscribeWord(isMaintenance(event) ? "follow_window" : "follow", language)}</h1>
      <p className="followed">
        <a href={eventPath(event, reader)}>
          <Told noun={event} field="name" reader={reader} />
        </a>
      </p>
      <p>{subscribeWord("follow_lead", language)}</p>
      <p>
        <a href={subscribePath(language)}>{subscribeWord("follow_all", language)}</a>
      </p>
    </div>
  );
}

function Form({ snapshot, reader, offers, form, faults, eventId }: Props) {
  const { language } = reader;
  const place: FormPlace = { prefix: "", faults };
  const choices = { form, place, snapshot, reader };
  return (
    <form className="subscribe" method="post" action={`${subscribePath(language, eventId)}#said`} noValidate>
      <Faults place={place} language={language} />
      <Destination form={form} offers={offers} place={place} language={language} />
      {eventId === null && <ChosenComponents {...choices} />}
      {eventId === null ? <MoreChoices {...choices} /> : <Followed form={form} />}
      <Consent isGiven={form.consent} place={place} snapshot={snapshot} reader={reader} />
      <button type="submit" className="button">
        {subscribeWord("send", language)}
      </button>
    </form>
  );
}

/** Who follows one incident chooses nothing; the language is that of the page. */
function Followed({ form }: { form: SubscriptionForm }) {
  return (
    <>
      {form.kinds.map((kind) => (
        <input key={kind} type="hidden" name="kinds" value={kind} />
      ))}
      <input type="hidden" name="language" value={form.language} />
    </>
  );
}
