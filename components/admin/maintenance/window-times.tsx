"use client";
import { instantOfLocal, localTime } from "#lib/domain/input/local-time.ts";
import { durationText } from "#lib/domain/moments.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { useAdmin } from "../client/context.tsx";
import { LocalTimeField } from "../time/local-time-field.tsx";
import { CheckField } from "../ui/field.tsx";

/** The seed's rule: left out of the SLA only if told so long before. */
export const NOTICE_MS = 72 * 3_600_000;
const REMIND_MINUTES = [10_080, 1_440, 60] as const;

export type Times = { starts: string; ends: string };
type Props = {
  times: Times;
  onChange: (times: Times) => void;
  now: number;
  faults: { starts?: string | undefined; ends?: string | undefined };
};

/** Start and end in the page's zone; moving the start moves the end with it. Tells how long before readers would know. */
export function WindowTimes({ times, onChange, now, faults }: Props) {
  const { language, timeZone } = useAdmin();
  const [start, end] = [instantOfLocal(times.starts, timeZone), instantOfLocal(times.ends, timeZone)];
  const move = (starts: string) => {
    const next = instantOfLocal(starts, timeZone);
    const lasts = start !== null && end !== null ? end - start : null;
    onChange({
      starts,
      ends: next !== null && lasts !== null ? localTime(next + lasts, timeZone) : times.ends,
    });
  };
  const lasts =
    start !== null && end !== null && end > start
      ? maintenanceWord("lasts", language, {
          duration: durationText((end - start) / 1000, language, { withDays: true }),
        })
      : undefined;
  return (
    <div className="grid gap-3">
      <div className="grid gap-4 sm:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))]">
        <LocalTimeField
          label={maintenanceWord("starts", language)}
          value={times.starts}
          onChange={move}
          fault={faults.starts}
        />
        <LocalTimeField
          label={maintenanceWord("ends", language)}
          value={times.ends}
          onChange={(ends) => onChange({ ...times, ends })}
          hint={lasts}
          fault={faults.ends}
        />
      </div>
      {start !== null && <NoticeRule start={start} now={now} />}
    </div>
  );
}

/** Whether the 72-hour rule would be kept if this were published now. */
function NoticeRule({ start, now }: { start: number; now: number }) {
  const { language } = useAdmin();
  if (start <= now) return <p className="text-sm text-warn">{maintenanceWord("notice_none", language)}</p>;
  const isKept = start - now >= NOTICE_MS;
  const duration = durationText((start - now) / 1000, language, { withDays: true });
  return (
    <p className={`text-sm ${isKept ? "text-good" : "text-warn"}`} suppressHydrationWarning>
      {maintenanceWord(isKept ? "notice_kept" : "notice_short", language, { duration })}
    </p>
  );
}

/** How long before the start readers are reminded. */
export function Reminders({
  minutes,
  onChange,
}: {
  minutes: readonly number[];
  onChange: (minutes: number[]) => void;
}) {
  const { language } = useAdmin();
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{maintenanceWord("remind", language)}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {REMIND_MINUTES.map((one) => (
          <CheckField
            key={one}
            label={maintenanceWord(`remind_${one}`, language)}
            checked={minutes.includes(one)}
            onChange={(event) =>
              onChange(event.target.checked ? [...minutes, one] : minutes.filter((other) => other !== one))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
