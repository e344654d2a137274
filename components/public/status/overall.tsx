import { CoverageHint } from "#components/ui/figure.tsx";
import { StateIcon } from "#components/ui/icons.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { word, wordAround } from "#lib/domain/glossary.ts";
import { dateText, shownPercent } from "#lib/domain/moments.ts";
import { overallView } from "#lib/domain/overall.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

/** The one loud element of the page: its state in a sentence, until when that is known, and the page's own figure. */
export function Overall({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const { tone, sentence, why } = overallView(snapshot, reader.language);
  return (
    <section className={`overall tint ${tone}`} data-line={sentence}>
      <StateIcon state={tone} />
      <div>
        <h1 aria-live="polite">{sentence}</h1>
        {why && <p>{why}</p>}
        <AsOf asOf={snapshot.asOf} reader={reader} />
      </div>
      <PageUptime page={snapshot.page} reader={reader} />
    </section>
  );
}

/** "as of 14:32:05 KST"; live.js shows the hidden half while it cannot reach the server. */
export function AsOf({ asOf, reader }: { asOf: string; reader: Reader }) {
  const [before, after] = wordAround("as_of", reader.language, "time");
  return (
    <p className="as-of">
      {before}
      <span className="on-paper">{`${dateText(Date.parse(asOf), reader.timeZone, reader.language)} `}</span>
      <Moment at={asOf} form="clock" reader={reader} />
      {after}
      <span className="offline">{word("offline", reader.language)}</span>
    </p>
  );
}

function PageUptime({ page, reader }: { page: Snapshot["page"]; reader: Reader }) {
  if (page.uptime90d === null) return null;
  return (
    <p className="page-uptime">
      <strong>{word("percent", reader.language, { value: shownPercent(page.uptime90d) })}</strong>
      <span>{word("uptime_90", reader.language)}</span>
      <CoverageHint coverage={page.coverage90d} language={reader.language} />
    </p>
  );
}
