"use client";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { VIOLATION_STATES } from "#lib/domain/slo/violation-input.ts";
import { sloWords } from "#lib/domain/words/slos.ts";
import { useAdmin } from "../client/context.tsx";
import { valueText } from "../slos/value.ts";
import { When } from "../time/when.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { ViolationTags } from "./tags.tsx";

type State = (typeof VIOLATION_STATES)[number];
type Props = {
  violations: readonly Violation[];
  state: State | undefined;
  now: number;
  page: number;
  hasMore: boolean;
};

const hrefOf = (state: State | undefined, page: number): string => {
  const query = new URLSearchParams({ ...(state && { state }), ...(page > 1 && { page: String(page) }) });
  return `/admin/violations${query.size > 0 ? `?${query}` : ""}`;
};

/** What was not met, the latest first. */
export function ViolationList({ violations, state, now, page, hasMore }: Props) {
  const { language } = useAdmin();
  return (
    <>
      <PageHead title={sloWords("violations_title", language)} lead={sloWords("violations_lead", language)} />
      <StateLinks state={state} />
      {violations.length === 0 ? (
        <Empty
          title={sloWords("violations_empty", language)}
          why={sloWords("violations_empty_why", language)}
        />
      ) : (
        <ViolationTable violations={violations} now={now} />
      )}
      <div className="mt-4 flex justify-between gap-2">
        {page > 1 ? (
          <ButtonLink href={hrefOf(state, page - 1)}>{sloWords("newer", language)}</ButtonLink>
        ) : (
          <span />
        )}
        {hasMore && <ButtonLink href={hrefOf(state, page + 1)}>{sloWords("older", language)}</ButtonLink>}
      </div>
    </>
  );
}

function ViolationTable({ violations, now }: Pick<Props, "violations" | "now">) {
  const { language } = useAdmin();
  const columns: Column<Violation>[] = [
    {
      key: "violation",
      head: sloWords("column_violation", language),
      cell: ({ id, sloKey, sloName, objectiveName }) => (
        <>
          <a className="font-medium text-link" href={`/admin/violations/${id}`}>
            {`${sloKey} ${objectiveName}`}
          </a>
          <span className="block text-sm text-muted">{sloName}</span>
        </>
      ),
    },
    {
      key: "state",
      head: sloWords("state", language),
      cell: (violation) => <ViolationTags violation={violation} now={now} />,
    },
    {
      key: "value",
      head: sloWords("column_value", language),
      isNumeric: true,
      cell: ({ actual, target, unit }) => `${valueText(actual, unit)} / ${valueText(target, unit)}`,
    },
    {
      key: "level",
      head: sloWords("column_level", language),
      isNumeric: true,
      cell: ({ level }) => (level === 0 ? "–" : level),
    },
    {
      key: "since",
      head: sloWords("column_since", language),
      isNumeric: true,
      cell: ({ startedAt }) => <When at={startedAt} />,
    },
  ];
  return (
    <Table
      caption={sloWords("violations_title", language)}
      columns={columns}
      rows={violations}
      keyOf={({ id }) => id}
    />
  );
}

function StateLinks({ state }: { state: State | undefined }) {
  const { language } = useAdmin();
  return (
    <nav aria-label={sloWords("filter", language)} className="mb-4">
      <ul className="flex flex-wrap gap-2">
        {[undefined, ...VIOLATION_STATES].map((one) => (
          <li key={one ?? "all"}>
            <a
              href={hrefOf(one, 1)}
              aria-current={one === state ? "true" : undefined}
              className="flex min-h-9 items-center rounded-box border border-line px-3 text-sm no-underline aria-[current=true]:border-accent aria-[current=true]:font-semibold"
            >
              {sloWords(one ?? "all", language)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
