import { Told } from "#components/ui/told.tsx";
import { findEvent } from "#lib/domain/history/months.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { eventPath } from "../events/event-looks.ts";
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
