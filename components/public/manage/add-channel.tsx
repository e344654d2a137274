import { newForm } from "#lib/domain/subscribers/subscription-form.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { Consent } from "../subscribe/consent.tsx";
import { Destination } from "../subscribe/destination.tsx";
import { Faults } from "../subscribe/faults.tsx";
import { ActForm } from "./act-form.tsx";
import type { ManageProps } from "./manage-page.tsx";

/** A further way of being told, confirmed like every other. */
export function AddChannel({ screen, snapshot, reader, offers }: ManageProps) {
  const { language } = reader;
  if (offers.channels.length === 0) return null;
  const { adding } = screen;
  const place = { prefix: "add-", faults: adding?.faults ?? [] };
  const holder = screen.subscribers.find(({ id }) => id === screen.holderId) ?? screen.subscribers[0];
  const form =
    adding?.form ?? newForm({ language, timeZone: holder?.choices.timeZone ?? snapshot.page.timeZone });
  return (
    <section className="card channel">
      <details open={adding !== null}>
        <summary>
          <h2>{manageWord("add_title", language)}</h2>
        </summary>
        <p className="hint">{manageWord("add_why", language)}</p>
        <ActForm act="add" token={screen.token} language={language} className="subscribe">
          <Faults place={place} language={language} />
          <Destination form={form} offers={offers} place={place} language={language} />
          <Consent isGiven={form.consent} place={place} snapshot={snapshot} reader={reader} />
          <button type="submit" className="button">
            {manageWord("add", language)}
          </button>
        </ActForm>
      </details>
    </section>
  );
}
