import { Told, toldText } from "#components/ui/told.tsx";
import { findEvent, openEvents } from "#lib/domain/history/months.ts";
import { mayFollow } from "#lib/domain/subscribers/choices.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { eventPath, kindWord } from "../events/event-looks.ts";
import { ActForm } from "./act-form.tsx";
import type { ManageProps } from "./manage-page.tsx";

/** Incidents and windows that are followed by themselves. */
export function Followed({ subscriber, snapshot, reader, screen }: ManageProps & { subscriber: Subscriber }) {
  const { language } = reader;
  if (subscriber.incidentIds.length === 0) return null;
  return (
    <>
      <h3>{manageWord("followed", language)}</h3>
      <ul className="followed-list">
        {subscriber.incidentIds.map((id) => {
          const event = findEvent(snapshot, id);
          return (
            <li key={id}>
              {event ? (
                <a href={eventPath(event, reader)}>
                  <Told noun={event} field="name" reader={reader} />
                </a>
              ) : (
                <span>{manageWord("followed_one", language, { id })}</span>
              )}
              <ActForm
                act="unfollow"
                token={screen.token}
                language={language}
                about={{ subscriber_id: subscriber.id, incident_id: id }}
              >
                <button type="submit" className="plain">
                  {manageWord("unfollow", language)}
                </button>
              </ActForm>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** What is open or planned and could be followed by itself, unless this channel hears of everything. One form: each button says which. */
export function Followable({
  subscriber,
  snapshot,
  reader,
  screen,
}: ManageProps & { subscriber: Subscriber }) {
  const { language } = reader;
  const events = openEvents(snapshot).filter(({ id }) => mayFollow(subscriber, id));
  if (events.length === 0) return null;
  return (
    <details open={!subscriber.choices.followsPage}>
      <summary>{manageWord("follow_title", language)}</summary>
      <ActForm act="follow" token={screen.token} language={language} about={{ subscriber_id: subscriber.id }}>
        <ul className="followed-list">
          {events.map((event) => (
            <li key={event.id}>
              <span>
                <a href={eventPath(event, reader)}>
                  <Told noun={event} field="name" reader={reader} />
                </a>{" "}
                <small>{kindWord(event, reader)}</small>
              </span>
              <button
                type="submit"
                className="plain"
                name="incident_id"
                value={event.id}
                aria-label={`${manageWord("follow", language)}: ${toldText(event, reader)}`}
              >
                {manageWord("follow", language)}
              </button>
            </li>
          ))}
        </ul>
      </ActForm>
    </details>
  );
}
