import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { shownMs } from "#lib/domain/history/latency.ts";
import { percentOfShare, shownPercent } from "#lib/domain/moments.ts";
import type { SnapshotComponent } from "#lib/domain/snapshot.ts";

type Fact = { term: string; value: string | null; note?: string };

/** The component's figures; what was not measured is left out instead of shown as a dash. */
export function ComponentFigures({ component, reader }: { component: SnapshotComponent; reader: Reader }) {
  const { language } = reader;
  const { metrics } = component;
  const percent = (value: string | null) =>
    value && word("percent", language, { value: shownPercent(value) });
  const ms = (value: number | null | undefined) =>
    typeof value === "number" ? word("milliseconds", language, { n: shownMs(value) }) : null;
  const note = word("last_24h", language);
  const facts: Fact[] = [
    { term: word("uptime_90", language), value: percent(component.uptime90d) },
    { term: word("uptime_30", language), value: percent(component.uptime30d) },
    { term: word("coverage", language), value: component.uptime90d && percent(component.coverage90d) },
    { term: `${word("response_time", language)} P50`, value: ms(metrics?.p50Ms), note },
    { term: `${word("response_time", language)} P95`, value: ms(metrics?.p95Ms), note },
    { term: `${word("response_time", language)} P99`, value: ms(metrics?.p99Ms), note },
    {
      term: word("success_ratio", language),
      value: percent(metrics ? percentOfShare(metrics.successRatio) : null),
      note,
    },
  ];
  const told = facts.filter((fact) => fact.value);
  if (told.length === 0) return null;
  return (
    <dl className="figures">
      {told.map(({ term, value, note }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
