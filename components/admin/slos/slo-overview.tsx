"use client";
import { translated } from "#lib/domain/language.ts";
import { momentText } from "#lib/domain/moments.ts";
import type { ObjectiveView, SloOverview, SloView } from "#lib/domain/slo/overview.ts";
import { sloWords } from "#lib/domain/words/slos.ts";
import { useAdmin } from "../client/context.tsx";
import { Tag } from "../ui/notice.tsx";
import { Empty, PageHead, Section } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { cut } from "./value.ts";

type Standing = "violated" | "fault" | "no_data" | "missed" | "met";
const TONES = { violated: "danger", fault: "warn", no_data: undefined, missed: "warn", met: "good" } as const;

function standingOf({ violation, fault, figures, noDataSince }: ObjectiveView): Standing {
  if (violation) return "violated";
  if (fault !== null) return "fault";
  const isMet = figures?.operational.isMet ?? null;
  if (isMet === null || noDataSince !== null) return "no_data";
  return isMet ? "met" : "missed";
}

/** All SLOs as the last round left them: what is met, what is left, how fast it goes. */
export function SloOverviewScreen({ overview }: { overview: SloOverview }) {
  const { language, timeZone } = useAdmin();
  const { evaluatedAt, slos } = overview;
  const judged =
    evaluatedAt === null
      ? sloWords("never_evaluated", language)
      : sloWords("evaluated", language, { time: momentText(evaluatedAt, "full", timeZone, language) });
  return (
    <>
      <PageHead title={sloWords("slos_title", language)} lead={sloWords("slos_lead", language)} />
      {slos.length === 0 ? (
        <Empty title={sloWords("slos_empty", language)} why={sloWords("slos_empty_why", language)} />
      ) : (
        <>
          <p className="-mt-4 mb-6 text-sm text-muted">{judged}</p>
          {slos.map((slo) => (
            <SloSection key={slo.id} slo={slo} />
          ))}
        </>
      )}
    </>
  );
}

function SloSection({ slo }: { slo: SloView }) {
  const { language } = useAdmin();
  const name = translated(slo, "name", language, "ko").text;
  return (
    <Section
      title={
        <>
          {name} <span className="font-normal text-muted">{slo.key}</span>{" "}
          {!slo.isPublic && <Tag>{sloWords("private", language)}</Tag>}
        </>
      }
      lead={slo.components.map((component) => translated(component, "name", language, "ko").text).join(", ")}
    >
      <ObjectiveTable name={name} objectives={slo.objectives} />
    </Section>
  );
}

function ObjectiveTable({ name, objectives }: { name: string; objectives: readonly ObjectiveView[] }) {
  const { language } = useAdmin();
  const columns: Column<ObjectiveView>[] = [
    {
      key: "objective",
      head: sloWords("objective", language),
      cell: (objective) => (
        <span className="font-medium">{translated(objective, "name", language, "ko").text}</span>
      ),
    },
    {
      key: "state",
      head: sloWords("state", language),
      cell: (objective) => <State objective={objective} />,
    },
    {
      key: "target",
      head: sloWords("target", language),
      isNumeric: true,
      cell: ({ target }) => `${target} %`,
    },
    {
      key: "attainment",
      head: sloWords("attainment", language),
      isNumeric: true,
      cell: ({ figures }) => percent(figures?.operational.attainment ?? null),
    },
    {
      key: "budget",
      head: sloWords("budget", language),
      isNumeric: true,
      cell: (one) => <Budget objective={one} />,
    },
    {
      key: "burn",
      head: sloWords("burn", language),
      isNumeric: true,
      cell: ({ figures }) => {
        const [fastest] = figures?.burn ?? [];
        return fastest?.longBurn == null ? "–" : `${cut(fastest.longBurn, 2)} ×`;
      },
    },
  ];
  return <Table caption={name} columns={columns} rows={objectives} keyOf={({ id }) => id} />;
}

const percent = (value: string | null) => (value === null ? "–" : `${cut(value)} %`);

function State({ objective }: { objective: ObjectiveView }) {
  const { language } = useAdmin();
  const standing = standingOf(objective);
  const tag = <Tag tone={TONES[standing]}>{sloWords(standing, language)}</Tag>;
  if (objective.violation) return <a href={`/admin/violations/${objective.violation.id}`}>{tag}</a>;
  return (
    <>
      {tag}
      {objective.fault !== null && <span className="block text-sm text-muted">{objective.fault}</span>}
    </>
  );
}

function Budget({ objective: { figures } }: { objective: ObjectiveView }) {
  const { language, timeZone } = useAdmin();
  if (!figures || figures.operational.attainment === null) return <>–</>;
  const { remainingPercent } = figures.operational;
  if (remainingPercent === null) return <>{sloWords("no_budget", language)}</>;
  if (remainingPercent.startsWith("-")) return <>{sloWords("spent", language)}</>;
  return (
    <>
      {cut(remainingPercent, 1)} %
      {figures.exhaustedAt !== null && (
        <span className="block text-sm text-muted">
          {sloWords("ends", language, {
            time: momentText(figures.exhaustedAt, "moment", timeZone, language),
          })}
        </span>
      )}
    </>
  );
}
