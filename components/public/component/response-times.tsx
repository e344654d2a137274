import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { type LatencyPoint, newestPoint, PERCENTILES, shownMs } from "#lib/domain/history/latency.ts";
import type { Latency } from "./component-page.tsx";
import { type ChartRange, LatencyIsland } from "./latency-island.tsx";
import { LatencySvg } from "./latency-svg.tsx";
import { pointLabels } from "./point-labels.ts";

/** Two pictures of response times: hours and days. Pictures first as plain SVG, interactive once scripts run. */
export function ResponseTimes({ latency, reader }: { latency: Latency | null; reader: Reader }) {
  const { language } = reader;
  return (
    <section>
      <h2>{word("response_time", language)}</h2>
      {latency ? (
        <>
          <Chart points={latency.hours} range="response_48h" reader={reader} />
          <Chart points={latency.days} range="response_90d" reader={reader} />
        </>
      ) : (
        <p className="notice away">{word("response_unavailable", language)}</p>
      )}
    </section>
  );
}

type ChartProps = { points: LatencyPoint[]; range: ChartRange; reader: Reader };

function Chart({ points, range, reader }: ChartProps) {
  const { language, timeZone } = reader;
  const newest = newestPoint(points);
  const title = word(range, language);
  const labels = pointLabels(points, range, timeZone, language);
  const ms = (value: number | null) =>
    value === null ? "–" : word("milliseconds", language, { n: shownMs(value) });
  return (
    <figure className="card chart">
      <figcaption>
        <h3>{title}</h3>
        <ul className="keys" aria-hidden="true">
          {PERCENTILES.map((key) => (
            <li key={key}>
              <svg viewBox="0 0 24 4" aria-hidden="true">
                <path className={key} d="M0 2h24" />
              </svg>
              {key.toUpperCase()}
            </li>
          ))}
        </ul>
      </figcaption>
      {newest ? (
        <>
          <LatencyIsland
            points={JSON.stringify(points)}
            range={range}
            timeZone={timeZone}
            language={language}
          >
            <LatencySvg
              points={points}
              labels={labels}
              summary={word("response_summary", language, {
                range: title,
                p50: ms(newest.p50),
                p95: ms(newest.p95),
                p99: ms(newest.p99),
              })}
            />
          </LatencyIsland>
          <Table
            points={points}
            labels={labels}
            first={word(range === "response_90d" ? "day" : "time", language)}
            ms={ms}
            reader={reader}
          />
        </>
      ) : (
        <p className="hint">{word("no_response_times", language)}</p>
      )}
    </figure>
  );
}

type TableProps = {
  points: LatencyPoint[];
  labels: string[];
  first: string;
  ms: (value: number | null) => string;
  reader: Reader;
};

function Table({ points, labels, first, ms, reader }: TableProps) {
  const rows = points
    .map((point, i) => ({ ...point, label: labels[i] }))
    .filter((point) => point.p50 !== null);
  return (
    <details>
      <summary>{word("as_table", reader.language)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {PERCENTILES.map((key) => (
              <th key={key} scope="col">
                {key.toUpperCase()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.at}>
              <th scope="row">{row.label}</th>
              {PERCENTILES.map((key) => (
                <td key={key}>{ms(row[key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
