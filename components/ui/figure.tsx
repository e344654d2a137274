import { word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { shownPercent } from "#lib/domain/moments.ts";

const FULL = "100.0000";

type Props = { uptime: string | null; coverage: string; language: Language };

/** "99.97 % · 90 days", with the measured share beside it when that is not all of the time. */
export function UptimeFigure({ uptime, coverage, language }: Props) {
  if (uptime === null) return null;
  return (
    <span className="figure">
      {word("percent_90", language, { value: shownPercent(uptime) })}
      <CoverageHint coverage={coverage} language={language} />
    </span>
  );
}

export function CoverageHint({ coverage, language }: Omit<Props, "uptime">) {
  if (coverage === FULL) return null;
  return <small>{word("coverage_hint", language, { value: shownPercent(coverage) })}</small>;
}
