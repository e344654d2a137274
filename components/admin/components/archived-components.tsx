"use client";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";
import { componentWord } from "#lib/domain/words/components.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { At } from "../objects/at.tsx";
import { Done } from "../objects/notices.tsx";
import { Button } from "../ui/button.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Table } from "../ui/table.tsx";

/** Components that left the page; they can come back. */
export function ArchivedComponents({
  components,
  done,
}: {
  components: ComponentWithStatus[];
  done?: string;
}) {
  const { language } = useAdmin();
  const canWrite = useMay("components:write");
  const { send, isBusy, refusal } = useCall();
  const restore = async (id: string) => {
    const answer = await send("PATCH", `components/${id}`, { component: { archived: false } });
    if (answer.ok) location.assign("/admin/components?done=saved");
  };
  return (
    <>
      <PageHead
        title={objectWord("show_archived", language)}
        lead={componentWord("restore_why", language)}
        back={{ href: "/admin/components", label: componentWord("title", language) }}
      />
      <Done done={done} />
      <Refusal refusal={refusal} />
      {components.length === 0 ? (
        <Empty title={componentWord("empty_archived", language)} />
      ) : (
        <Table
          caption={objectWord("show_archived", language)}
          rows={components}
          keyOf={({ id }) => id}
          columns={[
            { key: "name", head: objectWord("name", language), cell: ({ name }) => name },
            {
              key: "at",
              head: objectWord("archive", language),
              cell: ({ archivedAt }) => archivedAt !== null && <At at={archivedAt} form="full" />,
            },
            {
              key: "act",
              head: <span className="sr-only">{objectWord("restore", language)}</span>,
              isNumeric: true,
              cell: ({ id }) =>
                canWrite && (
                  <Button isBusy={isBusy} onClick={() => restore(id)}>
                    {objectWord("restore", language)}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </>
  );
}
