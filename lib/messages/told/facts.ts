import type { Language } from "#lib/domain/language.ts";
import { durationText, momentText, zoneName } from "#lib/domain/moments.ts";
import type { SnapshotIncident, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import type { Moment, ToldEvent } from "./event.ts";

type Facts = ToldEvent["facts"];
type Context = { moment: Moment; language: Language; timeZone: string };

/** Since when, until when, for how long, when we speak next; every time in the page's zone, with its name. */
export function factsOf(event: SnapshotIncident | SnapshotMaintenance, context: Context): Facts {
  return "scheduledFor" in event ? ofWindow(event, context) : ofIncident(event, context);
}

function ofIncident(event: SnapshotIncident, { moment, language, timeZone }: Context): Facts {
  const at = (instant: string) => momentText(Date.parse(instant), "moment", timeZone, language);
  const fact = (key: "began" | "ended" | "duration" | "next_update_by", value: string) => ({
    label: messageWords(key, language),
    value,
  });
  if (event.kind === "announcement") return [];
  const { startedAt, resolvedAt, nextUpdateAt } = event;
  if (resolvedAt !== null && moment !== "incident" && moment !== "reopened") {
    const seconds = (Date.parse(resolvedAt) - Date.parse(startedAt)) / 1000;
    return [
      fact("began", at(startedAt)),
      fact("ended", at(resolvedAt)),
      fact("duration", durationText(seconds, language)),
    ];
  }
  return [
    fact("began", at(startedAt)),
    ...(nextUpdateAt === null ? [] : [fact("next_update_by", at(nextUpdateAt))]),
  ];
}

const withoutZone = (text: string, { begins, ends }: { begins: string; ends: string }): string =>
  begins === ends && text.endsWith(` ${begins}`) ? text.slice(0, -begins.length - 1) : text;

/** From until: the day is said once when both are on the same one. */
function ofWindow(event: SnapshotMaintenance, { language, timeZone }: Context): Facts {
  const [from, until] = [Date.parse(event.scheduledFor), Date.parse(event.scheduledUntil)];
  const dayOf = (at: number) => momentText(at, "day", timeZone, language);
  const value = messageWords("from_until", language, {
    // The zone is said once, behind the end; unless it is another one by then.
    from: withoutZone(momentText(from, "moment", timeZone, language), {
      begins: zoneName(from, timeZone),
      ends: zoneName(until, timeZone),
    }),
    until: momentText(until, dayOf(from) === dayOf(until) ? "time" : "moment", timeZone, language),
    duration: durationText((until - from) / 1000, language),
  });
  return [{ label: messageWords("window", language), value }];
}
