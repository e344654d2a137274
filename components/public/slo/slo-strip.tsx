import { StateIcon } from "#components/ui/icons.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { sloPath } from "#lib/domain/paths.ts";
import type { Snapshot, SnapshotSlo } from "#lib/domain/snapshot.ts";
import { sloWord } from "#lib/domain/words/public-slos.ts";
import { periodOf, type Standing, standingOf } from "./period.ts";

/** A target that is missed is no outage: the front page does not cry. */
const STATES = { met: "operational", missed: "degraded_performance" } as const;

const standingsOf = ({ objectives }: SnapshotSlo): Exclude<Standing, "no_data">[] =>
  objectives.flatMap((objective) => {
    const standing = standingOf(periodOf(objective));
    return standing === "no_data" ? [] : [standing];
  });

/** How each SLO that is measured stands this month, in a line each; the figures, and what is not measured, are on their own page. */
export function SloStrip({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const { language } = reader;
  const measured = snapshot.slos.filter((slo) => standingsOf(slo).length > 0);
  if (measured.length === 0) return null;
  return (
    <section className="slo-strip">
      <h2>{sloWord("strip", language)}</h2>
      <ul>
        {measured.map((slo) => (
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
  const standings = standingsOf(slo);
  const met = standings.filter((standing) => standing === "met").length;
  const whole = met === standings.length ? "met" : "missed";
  return (
    <li>
      <a href={`${sloPath(language)}#${slo.key.toLowerCase()}`}>
        <Told noun={slo} field="name" reader={reader} />
      </a>
      <span className={`standing ${STATES[whole]}`}>
        <StateIcon state={STATES[whole]} /> {sloWord("met_of", language, { met, total: standings.length })}
      </span>
    </li>
  );
}
