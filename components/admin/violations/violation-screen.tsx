"use client";
import type { ReactNode } from "react";
import { translated } from "#lib/domain/language.ts";
import { momentText } from "#lib/domain/moments.ts";
import type { ToldViolationEvent, ViolationView } from "#lib/domain/slo/overview.ts";
import { sloWords } from "#lib/domain/words/slos.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { valueText } from "../slos/value.ts";
import { When } from "../time/when.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Box, PageHead, Section } from "../ui/page-head.tsx";
import { ViolationTags } from "./tags.tsx";
import { Acts } from "./violation-acts.tsx";

/** One violation: what is broken, who was told when, what was done, and what to do. */
export function ViolationScreen({ view }: { view: ViolationView }) {
  const { language } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const { violation, incident, now } = view;
  const { sloKey, sloName, objectiveName, actual, target, unit } = violation;
  const values = { actual: valueText(actual, unit), target: valueText(target, unit) };
  return (
    <>
      <Outcome />
      <PageHead
        back={{ href: "/admin/violations", label: sloWords("violations_title", language) }}
        title={`${sloKey} ${objectiveName}`}
        lead={`${sloName} · ${sloWords("value", language, values)}`}
        action={
          incident && (
            <ButtonLink href={`/admin/incidents/${incident.id}`}>
              {sloWords("open_incident", language)}
            </ButtonLink>
          )
        }
      />
      <p className="-mt-4 mb-6">
        <ViolationTags violation={violation} now={now} />
      </p>
      {mayWrite && violation.resolvedAt === null && <Acts violation={violation} now={now} />}
      <Facts view={view} />
      <Levels view={view} />
      <Runs view={view} />
      <Section title={sloWords("timeline", language)}>
        <ol className="divide-y divide-line rounded-box border border-line bg-surface">
          {view.events.toReversed().map((event) => (
            <Told key={event.id} event={event} />
          ))}
        </ol>
      </Section>
    </>
  );
}

function Facts({ view: { violation, components } }: { view: ViolationView }) {
  const { language } = useAdmin();
  const facts = [
    ["started", <When key="s" at={violation.startedAt} form="full" />],
    ["detected", <When key="d" at={violation.detectedAt} form="full" />],
    ...(violation.endedAt === null ? [] : [["ended", <When key="e" at={violation.endedAt} form="full" />]]),
    ["rule", <code key="r">{violation.rule}</code>],
    ["services", components.map((one) => translated(one, "name", language, "ko").text).join(", ") || "–"],
  ] as ["started" | "detected" | "ended" | "rule" | "services", ReactNode][];
  return (
    <Box className="mb-8">
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt className="text-sm text-muted">{sloWords(key, language)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Box>
  );
}

function Levels({ view: { timers } }: { view: ViolationView }) {
  const { language, timeZone } = useAdmin();
  const levels = timers.filter(({ level }) => level > 0);
  if (levels.length === 0) return null;
  const time = (at: number) => ({ time: momentText(at, "full", timeZone, language) });
  return (
    <Section title={sloWords("escalation", language)}>
      <ol className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {levels.map(({ level, dueAt, doneAt, cancelledAt }) => (
          <li key={level} className="rounded-box border border-line bg-surface p-3">
            <p className="font-medium">{sloWords("level", language, { level })}</p>
            <p className={`text-sm ${doneAt === null ? "text-muted" : ""}`}>
              {doneAt !== null
                ? sloWords("level_done", language, time(doneAt))
                : cancelledAt !== null
                  ? sloWords("level_cancelled", language)
                  : sloWords("level_due", language, time(dueAt))}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const RUN_TONES = { pending: undefined, succeeded: "good", failed: "danger" } as const;

function Runs({ view: { runs } }: { view: ViolationView }) {
  const { language } = useAdmin();
  if (runs.length === 0) return null;
  return (
    <Section title={sloWords("runs", language)}>
      <ul className="divide-y divide-line rounded-box border border-line bg-surface">
        {runs.map(({ id, actionName, state, isDryRun, level }) => {
          const known = (state in RUN_TONES ? state : "pending") as keyof typeof RUN_TONES;
          return (
            <li key={id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
              <span>
                {actionName}{" "}
                <span className="text-sm text-muted">{sloWords("level", language, { level })}</span>
              </span>
              <span className="inline-flex gap-1.5">
                {isDryRun && <Tag>{sloWords("dry_run", language)}</Tag>}
                <Tag tone={RUN_TONES[known]}>{sloWords(`run_${known}`, language)}</Tag>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function Told({ event }: { event: ToldViolationEvent }) {
  const { language } = useAdmin();
  const { kind, details, actorName, actorKind, at } = event;
  const values = {
    level: Number(details.level ?? 0),
    count: listOf(details.user_ids).length,
    actions: listOf(details.actions).join(", "),
  };
  const who = actorName ?? (actorKind === "system" ? sloWords("by_system", language) : actorKind);
  const text = typeof details.text === "string" ? details.text : null;
  return (
    <li className="flex flex-wrap justify-between gap-x-6 gap-y-1 px-4 py-2">
      <div className="min-w-0">
        <p>{sloWords(`event_${kind}`, language, values)}</p>
        {text !== null && <p className="whitespace-pre-wrap text-muted">{text}</p>}
      </div>
      <p className="text-sm text-muted">
        {who} · <When at={at} form="full" />
      </p>
    </li>
  );
}
