import { StateIcon } from "#components/ui/icons.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { sloPath } from "#lib/domain/paths.ts";
import type { Snapshot, SnapshotSlo } from "#lib/domain/snapshot.ts";
import { sloWord } from "#lib/domain/words/public-slos.ts";
import { periodOf, type Standing, standingOf } from "./period.ts";

/** A target that is missed is no outage: the front page does not cry. */
const STATES = { met: "operational", missed: "degraded_performance", no_data: "unknown" } as const;

/** How each SLO stands this month, in a line each; the figures are on their own page. */
export function SloStrip({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const { language } = reader;
  if (snapshot.slos.length === 0) return null;
  return (
    <section className="slo-strip">
      <h2>{sloWord("strip", language)}</h2>
      <ul>
        {snapshot.slos.map((slo) => (
          <StripLine key={slo.id} slo={slo} reader={reader} />
        ))}
      </ul>
      <p>
        <a href={sloPath(language)}>{sloWord("all", language)}</a>
      </p>
    </section>
  );
}

function StripLine({ slo, reader }: { slo: SnapshotSlo; reader: Reader }) {
  const { language } = reader;
  const standings = slo.objectives.map((objective) => standingOf(periodOf(objective)));
  const known = standings.filter((standing) => standing !== "no_data");
  const met = known.filter((standing) => standing === "met").length;
  const whole: Standing = known.length === 0 ? "no_data" : met === known.length ? "met" : "missed";
  return (
    <li>
      <a href={`${sloPath(language)}#${slo.key.toLowerCase()}`}>
        <Told noun={slo} field="name" reader={reader} />
      </a>
      <span className={`standing ${STATES[whole]}`}>
        <StateIcon state={STATES[whole]} />{" "}
        {whole === "no_data"
          ? sloWord("no_data", language)
          : sloWord("met_of", language, { met, total: known.length })}
      </span>
    </li>
  );
}
