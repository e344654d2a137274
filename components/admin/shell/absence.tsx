"use client";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Empty } from "../ui/page-head.tsx";

/** An address of the admin that does not exist, or that the person may not see. */
export function Missing() {
  const { language } = useAdmin();
  return (
    <Empty
      title={shellWord("not_found", language)}
      why={shellWord("not_found_why", language)}
      action={<ButtonLink href="/admin">{shellWord("to_overview", language)}</ButtonLink>}
    />
  );
}

/** A screen that broke, or whose database is away; the public page goes on. */
export function Failed() {
  const { language, publicUrl } = useAdmin();
  return (
    <Empty
      title={shellWord("page_failed", language)}
      why={shellWord("page_failed_why", language)}
      action={
        <>
          <Button look="primary" onClick={() => location.reload()}>
            {shellWord("try_again", language)}
          </Button>
          <ButtonLink href={publicUrl}>{shellWord("public_page", language)}</ButtonLink>
        </>
      }
    />
  );
}

/** Stands where a screen will be. */
export function Loading() {
  const { language } = useAdmin();
  return (
    <p role="status" className="py-16 text-center text-muted">
      {shellWord("loading", language)}
    </p>
  );
}
