"use client";
import { useEffect, useState } from "react";
import { instantOfLocal } from "#lib/domain/input/local-time.ts";
import { dayText, momentText, zoneName } from "#lib/domain/moments.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin } from "../client/context.tsx";
import { CONTROL, Field, type FieldFrame } from "../ui/field.tsx";

type Props = FieldFrame & {
  /** Local time of the page's zone: "2026-12-01T02:00"; empty: none. */
  value: string;
  onChange: (local: string) => void;
  min?: string;
  max?: string;
};

/** A date and time of the page's zone; beneath it the weekday with the zone, and the same in the person's own zone. */
export function LocalTimeField({ value, onChange, hint, min, max, ...frame }: Props) {
  const { timeZone, language } = useAdmin();
  const [ownZone, setOwnZone] = useState<string>();
  useEffect(() => setOwnZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const at = instantOfLocal(value, timeZone);
  const zone = zoneName(at ?? 0, timeZone);
  const told =
    at === null
      ? incidentWord("in_zone", language, { zone: `${timeZone} (${zone})` })
      : `${dayText(value.slice(0, 10), language)} ${value.slice(11, 16)} ${zone}`;
  return (
    <Field
      {...frame}
      hint={
        <>
          {told}
          {at !== null && ownZone && ownZone !== timeZone && (
            <span className="block">
              {incidentWord("your_time", language, { time: momentText(at, "moment", ownZone, language) })}
            </span>
          )}
          {hint && <span className="block">{hint}</span>}
        </>
      }
    >
      {(given) => (
        <input
          {...given}
          type="datetime-local"
          value={value}
          min={min}
          max={max}
          onChange={(event) => onChange(event.target.value)}
          className={CONTROL}
        />
      )}
    </Field>
  );
}
