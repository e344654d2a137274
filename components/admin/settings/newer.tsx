"use client";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin } from "../client/context.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import type { PageBody } from "./use-page-patch.ts";

/** What somebody else stored meanwhile, beside what is typed here; storing again puts this on top of it. */
export function Newer({ newer, fields }: { newer: PageBody | null; fields: readonly string[] }) {
  const { language } = useAdmin();
  if (!newer) return null;
  return (
    <Notice
      tone="warn"
      isUrgent
      title={objectWord("conflict", language)}
      action={<ButtonLink href="">{objectWord("load_stored", language)}</ButtonLink>}
    >
      <p>{objectWord("conflict_why", language)}</p>
      <p className="mt-2 font-medium">{objectWord("conflict_now", language)}</p>
      <ul className="text-sm">
        {fields.map((field) => (
          <li key={field} className="break-all">
            {field}: {typeof newer[field] === "string" ? String(newer[field]) : JSON.stringify(newer[field])}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
