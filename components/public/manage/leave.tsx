import type { Language } from "#lib/domain/language.ts";
import { UNSUBSCRIBED_KEPT_DAYS } from "#lib/domain/subscribers/privacy.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { TickBox } from "../subscribe/field.tsx";
import { ActForm } from "./act-form.tsx";

/** The ways out: of everything at once, with or without a trace. */
export function Leave({ token, count, language }: { token: string; count: number; language: Language }) {
  const act = { token, language };
  return (
    <section className="leave">
      <h2>{manageWord("end_title", language)}</h2>
      <details>
        <summary>{manageWord("end_all", language)}</summary>
        <p>{manageWord("end_all_why", language, { count, days: UNSUBSCRIBED_KEPT_DAYS })}</p>
        <ActForm act="unsubscribe" {...act}>
          <button type="submit" className="button danger">
            {manageWord("end_all", language)}
          </button>
        </ActForm>
      </details>
      <details>
        <summary>{manageWord("erase", language)}</summary>
        <p>{manageWord("erase_why", language)}</p>
        <ActForm act="erase" {...act}>
          <TickBox name="sure" value="on" isTicked={false}>
            {manageWord("erase_sure", language)}
          </TickBox>
          <button type="submit" className="button danger">
            {manageWord("erase", language)}
          </button>
        </ActForm>
      </details>
    </section>
  );
}
