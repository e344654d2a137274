import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import { instantOfLocal, localTime } from "#lib/domain/input/local-time.ts";
import type { Language } from "#lib/domain/language.ts";
import { fillText, templateValues } from "#lib/domain/templates/template-text.ts";
import type { BlastDraft } from "../blast/draft.ts";
import type { Texts } from "../composer/writing.ts";
import { wireTexts } from "../merge/current.ts";
import type { Times } from "./window-times.tsx";

/** A window as its form holds it. */
export type Plan = {
  names: Texts;
  bodies: Texts;
  componentIds: string[];
  times: Times;
  remindMinutes: number[];
  startsItself: boolean;
  endsItself: boolean;
  delivers: boolean;
};
export type Fault = "name" | "starts" | "ends";

const HOUR_MS = 3_600_000;
/** A window begins a little after the notice rule is kept, on a full hour, and lasts two hours until somebody says more. */
export function firstPlan(nowAt: number, timeZone: string): Plan {
  const start = Math.ceil((nowAt + 73 * HOUR_MS) / HOUR_MS) * HOUR_MS;
  return {
    ...{ names: {}, bodies: {}, componentIds: [], remindMinutes: [60] },
    times: { starts: localTime(start, timeZone), ends: localTime(start + 2 * HOUR_MS, timeZone) },
    ...{ startsItself: true, endsItself: true, delivers: true },
  };
}

/** What is wrong before anything is sent. */
export function faultsOf({ names, times }: Plan, languages: readonly Language[], timeZone: string): Fault[] {
  const [start, end] = [instantOfLocal(times.starts, timeZone), instantOfLocal(times.ends, timeZone)];
  return [
    ...(names[languages[0] ?? "ko"]?.trim() ? [] : (["name"] as const)),
    ...(start === null ? (["starts"] as const) : []),
    ...(end === null || (start !== null && end <= start) ? (["ends"] as const) : []),
  ];
}

type PlanPage = { languages: readonly Language[]; timeZone: string; pageName: string; choices: Choices };

/** The words and times of a window for the manage API, with the names in double braces filled in. */
function told(plan: Plan, { languages, timeZone, pageName, choices }: PlanPage) {
  const [from, until] = [plan.times.starts, plan.times.ends].map(
    (local) => instantOfLocal(local, timeZone) ?? 0,
  );
  const context = {
    page: { name: pageName, translations: {}, timeZone, languages },
    components: plan.componentIds.flatMap((id) => choices.components.find((one) => one.id === id) ?? []),
    ...{ status: "scheduled" as const, at: Date.now(), scheduledFor: from, scheduledUntil: until },
  };
  const filled = (texts: Texts): Texts =>
    Object.fromEntries(
      languages.map((one) => [one, fillText(texts[one] ?? "", templateValues(context, one))]),
    );
  const name = wireTexts(filled(plan.names), "name", languages, {});
  const body = wireTexts(filled(plan.bodies), "body", languages, {});
  return {
    kind: "maintenance" as const,
    ...{ name: name.text, translations: name.translations },
    ...{ body: body.text, update_translations: body.translations },
    scheduled_for: new Date(from ?? 0).toISOString(),
    scheduled_until: new Date(until ?? 0).toISOString(),
  };
}

/** The body of a new window for the manage API. */
export function wirePlan(
  plan: Plan,
  page: PlanPage,
  { isDraft, confirm }: { isDraft: boolean; confirm: string[] },
): Record<string, unknown> {
  return {
    ...told(plan, page),
    component_ids: plan.componentIds,
    remind_minutes: plan.remindMinutes,
    scheduled_auto_in_progress: plan.startsItself,
    scheduled_auto_completed: plan.endsItself,
    deliver_notifications: plan.delivers,
    ...(isDraft && { draft: true }),
    ...(confirm.length > 0 && { confirm }),
  };
}

/** What the announcement of a window would tell its readers. */
export const windowDraft = (plan: Plan, page: PlanPage): BlastDraft => ({
  ...told(plan, page),
  status: "scheduled",
  components: Object.fromEntries(plan.componentIds.map((id) => [id, "under_maintenance" as const])),
});
