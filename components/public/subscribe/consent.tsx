import type { Reader } from "#components/ui/reader.ts";
import { toldText } from "#components/ui/told.tsx";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import {
  NOTICE_VERSION,
  PENDING_KEPT_DAYS,
  UNSUBSCRIBED_KEPT_DAYS,
} from "#lib/domain/subscribers/privacy.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import { FaultLine, type FormPlace, faultAt, TickBox } from "./field.tsx";

/** How long the record of what was sent is kept. */
const DELIVERIES_KEPT_DAYS = 90;
const PARTS = ["what", "why", "long", "who", "rights"] as const;

type Props = { isGiven: boolean; place: FormPlace; snapshot: Snapshot; reader: Reader };

/** What is stored, why and for how long, in a sentence and in full; and the agreement to it, never ticked beforehand. */
export function Consent({ isGiven, place, snapshot, reader }: Props) {
  const { language } = reader;
  const fault = faultAt(place, "consent");
  const id = `${place.prefix}consent`;
  return (
    <fieldset className="consent">
      <legend>{subscribeWord("privacy", language)}</legend>
      <p>{subscribeWord("notice_short", language, { days: UNSUBSCRIBED_KEPT_DAYS })}</p>
      <TickBox
        name="consent"
        value="on"
        id={id}
        isTicked={isGiven}
        describedBy={fault ? `${id}-fault` : undefined}
      >
        {subscribeWord("consent", language)}
      </TickBox>
      {fault && <FaultLine id={`${id}-fault`} message={fault} />}
      <Notice snapshot={snapshot} reader={reader} />
    </fieldset>
  );
}

function Notice({ snapshot, reader }: Pick<Props, "snapshot" | "reader">) {
  const { language } = reader;
  const texts = {
    what: subscribeWord("notice_what_text", language),
    why: subscribeWord("notice_why_text", language),
    long: subscribeWord("notice_long_text", language, {
      pending: PENDING_KEPT_DAYS,
      gone: UNSUBSCRIBED_KEPT_DAYS,
      kept: DELIVERIES_KEPT_DAYS,
    }),
    who: subscribeWord("notice_who_text", language, { name: toldText(snapshot.page, reader) }),
    rights: subscribeWord("notice_rights_text", language),
  };
  return (
    <details className="notice-text">
      <summary>{subscribeWord("notice_title", language)}</summary>
      <dl>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{subscribeWord(`notice_${part}`, language)}</dt>
            <dd>{texts[part]}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{subscribeWord("notice_version", language, { version: NOTICE_VERSION })}</p>
    </details>
  );
}
