"use client";
import { useEffect, useState } from "react";
import { durationText, type MomentForm, momentText } from "#lib/domain/moments.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin } from "../client/context.tsx";

/** An instant in the page's zone; the person's own zone, where it is another one, on hover. */
export function When({ at, form = "moment" }: { at: number; form?: MomentForm }) {
  const { language, timeZone } = useAdmin();
  const [own, setOwn] = useState<string>();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone !== timeZone)
      setOwn(incidentWord("your_time", language, { time: momentText(at, "full", zone, language) }));
  }, [at, language, timeZone]);
  return (
    <time dateTime={new Date(at).toISOString()} title={own} suppressHydrationWarning>
      {momentText(at, form, timeZone, language)}
    </time>
  );
}

/** How long ago, or how long until: "12 min ago", "in 3 h". */
export function Distance({ at, now }: { at: number; now: number }) {
  const { language } = useAdmin();
  const minutes = Math.floor(Math.abs(at - now) / 60_000);
  if (minutes === 0) return <>{incidentWord(at < now ? "just_now" : "any_moment", language)}</>;
  const duration = durationText(minutes * 60, language, { withDays: true });
  return <>{incidentWord(at < now ? "ago" : "from_now", language, { duration })}</>;
}
