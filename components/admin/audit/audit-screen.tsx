"use client";
import type { AuditRecord } from "#lib/domain/audit/record.ts";
import { auditWord } from "#lib/domain/words/audit.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { useAdmin } from "../client/context.tsx";
import { At } from "../objects/at.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { type Chain, ChainState } from "./chain-state.tsx";
import { Changes } from "./changes.tsx";
import { AuditFilters, type Filters, queryOf } from "./filters.tsx";

export type ListedRecord = AuditRecord & { actorName: string | null; objectName: string | null };
type Props = {
  records: ListedRecord[];
  filters: Filters;
  chain: Chain;
  /** The id to go on behind; null on the last page. */
  next: string | null;
  isFirst: boolean;
};

/** Who did what, with filters in the address, and where the chain stands. */
export function AuditScreen({ records, filters, chain, next, isFirst }: Props) {
  const { language } = useAdmin();
  const hasFilter = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHead title={auditWord("title", language)} lead={auditWord("lead", language)} />
      <ChainState chain={chain} />
      <AuditFilters filters={filters} />
      {records.length === 0 ? (
        <Empty
          title={auditWord("empty", language)}
          why={hasFilter && auditWord("empty_why", language)}
          action={hasFilter && <ButtonLink href="/admin/audit">{auditWord("clear", language)}</ButtonLink>}
        />
      ) : (
        <Records records={records} />
      )}
      <div className="mt-4 flex justify-between gap-2">
        {isFirst ? (
          <span />
        ) : (
          <ButtonLink href={`/admin/audit${queryOf(filters)}`}>{auditWord("newest", language)}</ButtonLink>
        )}
        {next !== null && (
          <ButtonLink href={`/admin/audit${queryOf({ ...filters, after: next })}`}>
            {auditWord("older", language)}
          </ButtonLink>
        )}
      </div>
    </>
  );
}

function Records({ records }: { records: ListedRecord[] }) {
  const { language } = useAdmin();
  const columns: Column<ListedRecord>[] = [
    {
      key: "when",
      head: auditWord("when", language),
      cell: ({ at }) => (
        <span className="whitespace-nowrap">
          <At at={at} form="full" />
        </span>
      ),
    },
    {
      key: "who",
      head: auditWord("actor", language),
      cell: ({ actorKind, actorId, actorName }) => (
        <>
          {actorName ?? wordOf(auditWord, actorKind, language) ?? actorKind}
          <span className="block text-sm text-muted">
            {wordOf(auditWord, actorKind, language)} {actorName === null && actorId}
          </span>
        </>
      ),
    },
    {
      key: "what",
      head: auditWord("action", language),
      cell: (record) => (
        <>
          <code className="font-mono text-sm">{record.action}</code>
          <Changes before={record.before} after={record.after} />
        </>
      ),
    },
    {
      key: "object",
      head: auditWord("object", language),
      cell: ({ objectKind, objectId, objectName }) => (
        <>
          {objectName ?? objectKind}
          <span className="block font-mono text-sm text-muted">{objectId}</span>
        </>
      ),
    },
  ];
  return (
    <Table caption={auditWord("title", language)} columns={columns} rows={records} keyOf={({ id }) => id} />
  );
}
