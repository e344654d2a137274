"use client";
import { TEMPLATE_KINDS, type Template, type TemplateKind } from "#lib/domain/templates/template.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { templateWord } from "#lib/domain/words/templates.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Done, ReadOnly } from "../objects/notices.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { Table } from "../ui/table.tsx";

type Props = {
  templates: Template[];
  kind: TemplateKind | undefined;
  done: string | undefined;
};

/** The team's templates, of one kind if the address says so. */
export function TemplateList({ templates, kind, done }: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("incidents:write");
  const add = canWrite && (
    <ButtonLink look="primary" href={`/admin/templates/new${kind ? `?kind=${kind}` : ""}`}>
      {templateWord("new_template", language)}
    </ButtonLink>
  );
  return (
    <>
      <PageHead
        title={templateWord("title", language)}
        lead={templateWord("lead", language)}
        action={templates.length > 0 && add}
      />
      <Done done={done} />
      <ReadOnly permission="incidents:write" />
      <KindLinks kind={kind} />
      {templates.length === 0 ? (
        <Empty
          title={templateWord("empty", language)}
          why={templateWord("empty_why", language)}
          action={add}
        />
      ) : (
        <Table
          caption={templateWord("title", language)}
          rows={templates}
          keyOf={({ id }) => id}
          columns={[
            {
              key: "name",
              head: objectWord("name", language),
              cell: ({ id, name }) => (
                <a
                  className="font-medium text-ink underline-offset-2 hover:underline"
                  href={`/admin/templates/${id}`}
                >
                  {name}
                </a>
              ),
            },
            {
              key: "kind",
              head: templateWord("kind", language),
              cell: (template) => <Tag>{templateWord(template.kind, language)}</Tag>,
            },
            {
              key: "title",
              head: templateWord("incident_title", language),
              cell: ({ title }) => title || "–",
            },
          ]}
        />
      )}
    </>
  );
}

function KindLinks({ kind }: { kind: TemplateKind | undefined }) {
  const { language } = useAdmin();
  const link = (value: TemplateKind | undefined) => (
    <a
      href={value ? `/admin/templates?kind=${value}` : "/admin/templates"}
      aria-current={value === kind ? "true" : undefined}
      className="flex min-h-9 items-center rounded-box border border-line px-3 text-sm no-underline aria-[current=true]:border-accent aria-[current=true]:font-semibold"
    >
      {templateWord(value ?? "all_kinds", language)}
    </a>
  );
  return (
    <nav aria-label={templateWord("kind", language)} className="mb-4">
      <ul className="flex flex-wrap gap-2">
        <li>{link(undefined)}</li>
        {TEMPLATE_KINDS.map((one) => (
          <li key={one}>{link(one)}</li>
        ))}
      </ul>
    </nav>
  );
}
