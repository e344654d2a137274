import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import type { ChoicesProps } from "./chosen-components.tsx";
import { Field, TickBox } from "./field.tsx";

/** Offered while typing; any other zone that there is may be typed, too. */
const ZONES = [
  ...["Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "Asia/Singapore", "Europe/London", "Europe/Berlin"],
  ...["America/New_York", "America/Los_Angeles", "Etc/UTC"],
];

/** When: quiet hours, one summary a day, and the zone of both. */
export function Times({ form, place, reader }: ChoicesProps) {
  const { language } = reader;
  const time = (name: "quiet_from" | "quiet_until" | "digest_at") => (
    <Field place={place} name={name} label={subscribeWord(name, language)} className="field time">
      {(control) => <input {...control} type="time" defaultValue={form[name]} />}
    </Field>
  );
  const hint = (name: "quiet" | "digest") => `${place.prefix}${name}-hint`;
  return (
    <>
      <div className="option">
        <TickBox name="is_quiet" value="on" isTicked={form.is_quiet} describedBy={hint("quiet")}>
          {subscribeWord("quiet", language)}
        </TickBox>
        <p className="hint" id={hint("quiet")}>
          {subscribeWord("quiet_hint", language)}
        </p>
        <div className="times">
          {time("quiet_from")}
          {time("quiet_until")}
        </div>
      </div>
      <div className="option">
        <TickBox name="is_digest" value="on" isTicked={form.is_digest} describedBy={hint("digest")}>
          {subscribeWord("digest", language)}
        </TickBox>
        <p className="hint" id={hint("digest")}>
          {subscribeWord("digest_hint", language)}
        </p>
        <div className="times">{time("digest_at")}</div>
      </div>
      <Zone form={form} place={place} reader={reader} />
    </>
  );
}

function Zone({ form, place, reader }: Omit<ChoicesProps, "snapshot">) {
  const { language } = reader;
  const list = `${place.prefix}zones`;
  return (
    <Field
      place={place}
      name="time_zone"
      label={subscribeWord("time_zone", language)}
      hint={subscribeWord("time_zone_hint", language)}
      after={
        <>
          <datalist id={list}>
            {ZONES.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          {/* Shown by the script, where the browser's zone is another one. */}
          <button type="button" className="plain" data-use-zone={`${place.prefix}time_zone`} hidden>
            {subscribeWord("use_zone", language, { zone: "~" })}
          </button>
        </>
      }
    >
      {(control) => (
        <input
          {...control}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          list={list}
          defaultValue={form.time_zone}
        />
      )}
    </Field>
  );
}
