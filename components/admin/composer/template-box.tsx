"use client";
import { useEffect, useRef, useState } from "react";
import type { TemplateChoice } from "#lib/domain/incidents/desk/choices.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { useAdmin } from "../client/context.tsx";
import { PickBox } from "../pick/pick-box.tsx";

/** Finds a template by its first letters and fills the form in; `onPick` says whether words were there already. */
export function TemplateBox({
  templates,
  onPick,
  isFirst = false,
}: {
  templates: readonly TemplateChoice[];
  onPick: (template: TemplateChoice) => "template_applied" | "template_kept";
  /** It takes the focus when the screen opens. */
  isFirst?: boolean;
}) {
  const { language } = useAdmin();
  const box = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState("");
  useEffect(() => {
    if (isFirst) box.current?.focus();
  }, [isFirst]);
  if (templates.length === 0)
    return (
      <p className="text-sm text-muted">
        {composerWord("no_templates", language)}{" "}
        <a className="text-link underline" href="/admin/templates">
          {composerWord("make_template", language)}
        </a>
      </p>
    );
  return (
    <div>
      <PickBox
        label={composerWord("template", language)}
        isOptional
        hint={composerWord("template_hint", language)}
        items={templates}
        keyOf={({ id }) => id}
        textOf={({ name }) => name}
        aside={({ title }) => title}
        onPick={(template) => setTold(composerWord(onPick(template), language, { name: template.name }))}
        inputRef={box}
      />
      <p role="status" className="mt-1 text-sm font-medium text-good">
        {told}
      </p>
    </div>
  );
}
