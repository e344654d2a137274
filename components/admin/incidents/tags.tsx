"use client";
import { word } from "#lib/domain/glossary.ts";
import { impactOf } from "#lib/domain/incidents/impact.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin } from "../client/context.tsx";
import { Tag } from "../ui/notice.tsx";

const IMPACT_TONES = {
  none: undefined,
  minor: "warn",
  major: "danger",
  critical: "danger",
  maintenance: "info",
} as const;
const ENDS = ["resolved", "postmortem", "completed"];

/** What kind of thing it is and where it stands, each in a word. */
export function IncidentTags({ incident }: { incident: Incident }) {
  const { language } = useAdmin();
  const phase = phaseOf(incident);
  const impact = impactOf(incident);
  const isOver = ENDS.includes(incident.status);
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {phase !== "published" && <Tag tone="warn">{incidentWord(phase, language)}</Tag>}
      {incident.maintenance?.cancelledAt ? (
        <Tag>{incidentWord("cancelled", language)}</Tag>
      ) : (
        <Tag tone={isOver ? "good" : undefined}>{word(incident.status, language)}</Tag>
      )}
      {incident.kind === "incident" && impact !== "none" && !isOver && (
        <Tag tone={IMPACT_TONES[impact]}>{word(`impact_${impact}`, language)}</Tag>
      )}
      {incident.kind === "announcement" && <Tag>{incidentWord("kind_announcement", language)}</Tag>}
      {incident.priority && <Tag>P{incident.priority}</Tag>}
      {incident.isBackfilled && <Tag>{incidentWord("backfilled", language)}</Tag>}
      {(incident.origin === "monitor" || incident.origin === "alert" || incident.origin === "slo") && (
        <Tag>{incidentWord(`origin_${incident.origin}`, language)}</Tag>
      )}
    </span>
  );
}
