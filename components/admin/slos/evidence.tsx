"use client";
import { momentText } from "#lib/domain/moments.ts";
import { EVIDENCE_DAYS, type Evidence, evidencePercent } from "#lib/domain/slo/sent/evidence.ts";
import { sloEvidenceWords } from "#lib/domain/words/slo-evidence.ts";
import { useAdmin } from "../client/context.tsx";
import { Section } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { cut } from "./value.ts";

/** What sessions of users and health checks say beside an SLO of availability; nothing, where there is none. */
export function EvidenceSection({ sloKey, evidence }: { sloKey: string; evidence: readonly Evidence[] }) {
  const { language, timeZone } = useAdmin();
  if (evidence.length === 0) return null;
  const columns: Column<Evidence>[] = [
    {
      key: "sli",
      head: sloEvidenceWords("sli", language),
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    {
      key: "share",
      head: sloEvidenceWords("share", language),
      isNumeric: true,
      cell: (one) => {
        const percent = evidencePercent(one);
        return percent === null ? "–" : `${cut(percent)} %`;
      },
    },
    {
      key: "events",
      head: sloEvidenceWords("events", language),
      isNumeric: true,
      cell: ({ good, total }) => `${good.toLocaleString(language)} / ${total.toLocaleString(language)}`,
    },
    {
      key: "last",
      head: sloEvidenceWords("last", language),
      isNumeric: true,
      cell: ({ lastWindowAt }) =>
        lastWindowAt === null ? "–" : momentText(lastWindowAt, "moment", timeZone, language),
    },
  ];
  const title = sloEvidenceWords("title", language, { key: sloKey });
  return (
    <Section title={title} lead={sloEvidenceWords("lead", language, { days: EVIDENCE_DAYS })}>
      <Table caption={title} columns={columns} rows={evidence} keyOf={({ sliId }) => sliId} />
    </Section>
  );
}
