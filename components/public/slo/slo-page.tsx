import { StateIcon } from "#components/ui/icons.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { durationText } from "#lib/domain/moments.ts";
import type { WindowFigures } from "#lib/domain/slo/figures.ts";
import type { Snapshot, SnapshotObjective, SnapshotSlo } from "#lib/domain/snapshot.ts";
import { sloWord } from "#lib/domain/words/public-slos.ts";
import { AsOf } from "../status/overall.tsx";
import { cutPercent, type Standing, standingOf } from "./period.ts";

type Props = { snapshot: Snapshot; reader: Reader };

const STATES = { met: "operational", missed: "major_outage", no_data: "unknown" } as const;

/** Every published objective: what is promised, this month, 90 days, and what is left to spend. */
export function SloPage({ snapshot, reader }: Props) {
  const { language } = reader;
  return (
    <>
      <div className="title">
        <h1>{sloWord("title", language)}</h1>
        <AsOf asOf={snapshot.asOf} reader={reader} />
      </div>
      <p className="slo-lead">
        {sloWord("lead", language)} <a href="/api/public/v1/slos.json">JSON</a>{" "}
        <a href="/api/public/v1/slos.csv">CSV</a>
      </p>
      {snapshot.slos.length === 0 && <p className="notice">{sloWord("none", language)}</p>}
      {snapshot.slos.map((slo) => (
        <SloCard key={slo.id} slo={slo} snapshot={snapshot} reader={reader} />
      ))}
      {snapshot.slos.length > 0 && <Method reader={reader} />}
    </>
  );
}

function SloCard({ slo, snapshot, reader }: Props & { slo: SnapshotSlo }) {
  const { language } = reader;
  const services = snapshot.components.filter(({ id }) => slo.componentIds.includes(id));
  return (
    <section className="card slo" id={slo.key.toLowerCase()}>
      <header>
        <h2>
          <Told noun={slo} field="name" reader={reader} /> <small>{slo.key}</small>
        </h2>
        {slo.description !== null && (
          <p className="hint">
            <Told noun={slo} field="description" reader={reader} />
          </p>
        )}
        {services.length > 0 && (
          <p className="hint">
            {sloWord("affects", language)}:{" "}
            {services.map((service, i) => (
              <span key={service.id}>
                {i > 0 && ", "}
                <Told noun={service} field="name" reader={reader} />
              </span>
            ))}
          </p>
        )}
      </header>
      <table className="objectives">
        <thead>
          <tr>
            {(["objective", "target", "month", "ninety_days", "budget_left"] as const).map((key) => (
              <th key={key} scope="col">
                {sloWord(key, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slo.objectives.map((objective) => (
            <ObjectiveRow key={objective.key} objective={objective} reader={reader} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ObjectiveRow({ objective, reader }: { objective: SnapshotObjective; reader: Reader }) {
  const { language } = reader;
  const { month, ninetyDays, kind, target } = objective;
  const label = (key: "target" | "month" | "ninety_days" | "budget_left") => ({
    "data-label": sloWord(key, language),
  });
  return (
    <tr>
      <th scope="row">
        <Told noun={objective} field="name" reader={reader} />
      </th>
      <td {...label("target")}>
        {kind === "zero_tolerance"
          ? sloWord("zero", language)
          : sloWord("above", language, { value: target })}
      </td>
      <td {...label("month")}>
        <Figure period={month} reader={reader} />
      </td>
      <td {...label("ninety_days")}>
        <Figure period={ninetyDays} reader={reader} />
      </td>
      <td {...label("budget_left")}>{budgetText(month ?? ninetyDays, reader)}</td>
    </tr>
  );
}

/** The value and whether it keeps the target, in a shape and a word; what was left out or not measured beside it. */
function Figure({ period, reader }: { period: WindowFigures | null; reader: Reader }) {
  const { language } = reader;
  const standing: Standing = standingOf(period);
  if (!period || period.attainment === null)
    return (
      <span className="standing unknown">
        <StateIcon state="unknown" /> {sloWord("no_data", language)}
      </span>
    );
  const { attainment, rawAttainment, unknownMs, bounds } = period;
  const isAdjusted = rawAttainment !== null && rawAttainment !== attainment;
  const unknown = unknownMs >= 1_000 ? durationText(unknownMs / 1_000, language) : null;
  return (
    <>
      <span className={`standing ${STATES[standing]}`}>
        <StateIcon state={STATES[standing]} /> {cutPercent(attainment)} % <b>{sloWord(standing, language)}</b>
      </span>
      {isAdjusted && <small>{sloWord("raw", language, { value: cutPercent(rawAttainment) })}</small>}
      {unknown !== null && (
        <small>
          {sloWord("unknown", language, { duration: unknown })}
          {bounds &&
            ` · ${sloWord("between", language, { low: cutPercent(bounds[0]), high: cutPercent(bounds[1]) })}`}
        </small>
      )}
    </>
  );
}

function budgetText(period: WindowFigures | null, { language }: Reader): string {
  if (!period || period.attainment === null) return "–";
  if (period.remainingPercent === null) return sloWord("no_budget", language);
  if (period.remainingPercent.startsWith("-") || /^0(\.0*)?$/.test(period.remainingPercent))
    return sloWord("spent", language);
  return `${cutPercent(period.remainingPercent, 1)} %`;
}

function Method({ reader: { language } }: { reader: Reader }) {
  return (
    <section className="slo-method">
      <h2>{sloWord("method", language)}</h2>
      <ul>
        {(["method_time", "method_events", "method_latency", "method_unknown"] as const).map((key) => (
          <li key={key}>{sloWord(key, language)}</li>
        ))}
      </ul>
    </section>
  );
}
