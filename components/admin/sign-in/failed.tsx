"use client";
import { shellWord } from "#lib/domain/words/shell.ts";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/page-head.tsx";

/** A page before signing in that broke, or whose database is away; the document knows its language. */
export function SignInFailed() {
  const language = typeof document !== "undefined" && document.documentElement.lang === "en" ? "en" : "ko";
  return (
    <Empty
      title={shellWord("page_failed", language)}
      why={shellWord("page_failed_why", language)}
      action={
        <Button look="primary" onClick={() => location.reload()}>
          {shellWord("try_again", language)}
        </Button>
      }
    />
  );
}
