"use client";
import { useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { blastWord } from "#lib/domain/words/blast.ts";
import { useAdmin } from "../client/context.tsx";

/**
 * A mail as its reader's program would draw it: in a frame that runs nothing and reaches nothing. Its styles are its own,
 * which our policy would not let in here; so the frame is a document by itself, posted to our server, which hands it back
 * under a policy of its own.
 */
export function MailFrame({ html }: { html: string }) {
  const { language } = useAdmin();
  const name = `mail-${useId().replaceAll(":", "")}`;
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another mail is posted again
  useEffect(() => form.current?.submit(), [html]);
  return (
    <>
      <iframe
        name={name}
        sandbox=""
        title={blastWord("mail_frame", language)}
        className="block h-96 w-full rounded-box border border-line bg-white"
      />
      {createPortal(
        // Outside of the composer's own form.
        <form ref={form} method="post" action="/admin/mail-preview" target={name} hidden>
          <input type="hidden" name="html" value={html} readOnly />
        </form>,
        document.body,
      )}
    </>
  );
}
