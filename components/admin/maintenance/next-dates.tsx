"use client";
import { useEffect, useState } from "react";
import { localTime } from "#lib/domain/input/local-time.ts";
import type { Language } from "#lib/domain/language.ts";
import { dayText, momentText } from "#lib/domain/moments.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { call } from "../client/call.ts";
import { useAdmin } from "../client/context.tsx";
import { Box } from "../ui/page-head.tsx";
import { ruleOfPlan, type SeriesPlan } from "./series-plan.ts";

const SETTLE_MS = 300;
const COUNT = 8;

type Dates = { dates: { starts_at: string; ends_at: string }[] };
type Found = { kind: "dates"; dates: Dates["dates"] } | { kind: "fault"; message: string } | null;

/** The next dates of the rule, counted by the API itself: what is shown is what will happen. */
export function NextDates({ plan }: { plan: SeriesPlan }) {
  const { language, pageId, timeZone } = useAdmin();
  const [found, setFound] = useState<Found>(null);
  const rrule = ruleOfPlan(plan);
  const { startsAt, durationMinutes } = plan;
  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const series = {
        ...{ rrule, starts_at: startsAt.slice(0, 16), duration_minutes: durationMinutes, count: COUNT },
      };
      const path = `/v1/pages/${pageId}/maintenance-series/preview`;
      const answer = await call<Dates>("POST", path, { language, body: { series }, signal: gone.signal });
      if (gone.signal.aborted) return;
      const fault = !answer.ok && (answer.faults[0]?.message ?? answer.message);
      setFound(
        answer.ok ? { kind: "dates", dates: answer.body.dates } : { kind: "fault", message: fault || "" },
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [rrule, startsAt, durationMinutes, pageId, language]);
  return (
    <section aria-label={maintenanceWord("next_dates", language)} className="xl:sticky xl:top-6">
      <Box>
        <h2 className="font-medium">{maintenanceWord("next_dates", language)}</h2>
        <p className="mb-3 text-sm text-muted">
          {maintenanceWord("next_dates_hint", language, { zone: timeZone })}
        </p>
        <div aria-live="polite">
          <Listed found={found} />
        </div>
      </Box>
    </section>
  );
}

/** "Tue 8 December 2026", "2026년 12월 8일 (화)". */
function dateWithDay(local: string, language: Language): string {
  const [year, day] = [local.slice(0, 4), dayText(local.slice(0, 10), language)];
  return language === "ko" ? `${year}년 ${day}` : `${day} ${year}`;
}

function Listed({ found }: { found: Found }) {
  const { language, timeZone } = useAdmin();
  if (!found) return <p className="text-muted">{shellWord("loading", language)}</p>;
  if (found.kind === "fault") return <p className="text-danger">{found.message}</p>;
  if (found.dates.length === 0) return <p>{maintenanceWord("no_dates", language)}</p>;
  return (
    <ol className="grid gap-1">
      {found.dates.map(({ starts_at, ends_at }) => {
        const [from, until] = [Date.parse(starts_at), Date.parse(ends_at)];
        const local = localTime(from, timeZone);
        return (
          <li key={starts_at} className="flex flex-wrap justify-between gap-x-4">
            <time dateTime={starts_at}>{dateWithDay(local, language)}</time>
            <span className="text-muted">
              {local.slice(11)}–{momentText(until, "time", timeZone, language)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
