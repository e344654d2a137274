"use client";
import { useState } from "react";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useLanguage } from "../client/context.tsx";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";

/** A secret or a link that is shown once, for copying. */
export function CopyBox({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const language = useLanguage();
  const [isCopied, setCopied] = useState(false);
  return (
    <Field label={label} hint={hint}>
      {(given) => (
        <div className="flex gap-2">
          <input
            {...given}
            readOnly
            value={value}
            onFocus={(event) => event.target.select()}
            className="min-h-10 w-full rounded-box border border-line bg-page px-3 font-mono text-sm"
          />
          <Button
            onClick={() =>
              navigator.clipboard.writeText(value).then(
                () => setCopied(true),
                () => setCopied(false),
              )
            }
          >
            <span aria-live="polite">{shellWord(isCopied ? "copied" : "copy", language)}</span>
          </Button>
        </div>
      )}
    </Field>
  );
}
