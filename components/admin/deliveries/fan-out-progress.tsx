"use client";
import { useState } from "react";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { momentText } from "#lib/domain/moments.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin } from "../client/context.tsx";
import { Box, Section } from "../ui/page-head.tsx";
import { figure, ProgressBar } from "./progress-bar.tsx";
import { isRunning, type ShownFanOut } from "./shown.ts";
import { useProgress } from "./use-progress.ts";

/** What an event of the outbox is called. */
export const eventName = (kind: string, language: "ko" | "en"): string =>
  wordOf(deliveryWord, kind, language) ?? kind;

const createdAtOf = ({ createdAt }: { createdAt: number }) => createdAt;

/** Of one incident: how its latest update reaches people, while it does and afterwards. */
export function IncidentProgress({
  incident,
  initial,
  nowAt,
}: {
  incident: Pick<Incident, "id" | "publishedAt" | "updates">;
  initial: readonly ShownFanOut[];
  nowAt: number;
}) {
  const { language } = useAdmin();
  const { id, publishedAt } = incident;
  const told = incident.updates.filter(({ deliverNotifications }) => deliverNotifications);
  const since =
    publishedAt !== null && told.length > 0 ? Math.max(publishedAt, ...told.map(createdAtOf)) : null;
  const { fanOuts, isExpected } = useProgress(
    initial,
    `incident_id=${id}&limit=3`,
    since === null ? null : { since, ageMs: nowAt - since },
  );
  const shown = fanOuts.filter((one, at) => at === 0 || isRunning(one));
  if (shown.length === 0 && !isExpected) return null;
  return (
    <Section
      title={deliveryWord("progress", language)}
      action={
        fanOuts.length > 0 && (
          <a className="text-link" href={`/admin/deliveries?incident=${id}`}>
            {deliveryWord("see_log", language)}
          </a>
        )
      }
    >
      <Box className="grid gap-4">
        {isExpected && (
          <p role="status" className="text-muted">
            {deliveryWord("soon", language)}
          </p>
        )}
        {shown.map((one) => (
          <Progress key={one.id} fanOut={one} />
        ))}
      </Box>
    </Section>
  );
}

/** On the overview: whatever is being sent now. Nothing where nothing is. */
export function RunningProgress({ initial }: { initial: readonly ShownFanOut[] }) {
  const { language } = useAdmin();
  const { fanOuts } = useProgress(initial, "limit=5");
  // What was seen running stays to be seen finished.
  const [seen] = useState(() => new Set<string>());
  for (const one of fanOuts) if (isRunning(one)) seen.add(one.id);
  const shown = fanOuts.filter(({ id }) => seen.has(id));
  if (shown.length === 0) return null;
  return (
    <Section
      title={deliveryWord("progress", language)}
      action={
        <a className="text-link" href="/admin/deliveries">
          {deliveryWord("see_log", language)}
        </a>
      }
    >
      <Box className="grid gap-4">
        {shown.map((one) => (
          <Progress key={one.id} fanOut={one} hasTitle />
        ))}
      </Box>
    </Section>
  );
}

function Progress({ fanOut, hasTitle = false }: { fanOut: ShownFanOut; hasTitle?: boolean }) {
  const { language, timeZone } = useAdmin();
  const { id, kind, incident, event_at, is_expanded, recipients, states } = fanOut;
  const runs = isRunning(fanOut);
  const told = !is_expanded
    ? deliveryWord("making", language, { n: figure(recipients) })
    : recipients === 0
      ? deliveryWord("nobody", language)
      : runs
        ? deliveryWord("leave", language)
        : deliveryWord("finished", language);
  return (
    <div>
      <p className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <a className="font-medium text-link" href={`/admin/deliveries/${id}`}>
          {hasTitle && incident ? `${incident.name}: ` : ""}
          {eventName(kind, language)}
        </a>
        <span className="text-sm text-muted">
          {momentText(Date.parse(event_at), "moment", timeZone, language)}
        </span>
      </p>
      {(recipients > 0 || !is_expanded) && <ProgressBar states={states} isExpanded={is_expanded} />}
      <p role="status" className="text-sm text-muted">
        {told}
      </p>
    </div>
  );
}
