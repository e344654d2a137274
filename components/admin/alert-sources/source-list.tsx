"use client";
import { alertWord } from "#lib/domain/words/alerts.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin } from "../client/context.tsx";
import { At } from "../objects/at.tsx";
import { Done } from "../objects/notices.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { Table } from "../ui/table.tsx";
import type { ShownSource } from "./values.ts";

/** Where alerts come from. */
export function SourceList({ sources, done }: { sources: ShownSource[]; done: string | undefined }) {
  const { language } = useAdmin();
  const add = (
    <ButtonLink look="primary" href="/admin/alert-sources/new">
      {alertWord("new_source", language)}
    </ButtonLink>
  );
  return (
    <>
      <PageHead
        title={alertWord("title", language)}
        lead={alertWord("lead", language)}
        action={sources.length > 0 && add}
      />
      <Done done={done} />
      {sources.length === 0 ? (
        <Empty title={alertWord("empty", language)} why={alertWord("empty_why", language)} action={add} />
      ) : (
        <Table
          caption={alertWord("title", language)}
          rows={sources}
          keyOf={({ id }) => id}
          columns={[
            {
              key: "name",
              head: objectWord("name", language),
              cell: ({ id, name }) => (
                <a
                  className="font-medium text-ink underline-offset-2 hover:underline"
                  href={`/admin/alert-sources/${id}`}
                >
                  {name}
                </a>
              ),
            },
            {
              key: "kind",
              head: alertWord("kind", language),
              cell: ({ kind, enabled }) => (
                <>
                  {alertWord(kind, language)} {!enabled && <Tag>{alertWord("off", language)}</Tag>}
                </>
              ),
            },
            {
              key: "last",
              head: alertWord("last_received", language),
              cell: ({ lastReceivedAt }) =>
                lastReceivedAt === null ? objectWord("never", language) : <At at={lastReceivedAt} />,
            },
          ]}
        />
      )}
    </>
  );
}
