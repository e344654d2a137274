"use client";
import { useEffect, useState } from "react";
import { momentText } from "#lib/domain/moments.ts";
import type { TemplateKind } from "#lib/domain/templates/template.ts";
import { fillText, TEMPLATE_NAMES, type TemplateName } from "#lib/domain/templates/template-text.ts";
import { templateWord } from "#lib/domain/words/templates.ts";
import { useAdmin } from "../client/context.tsx";
import { Box } from "../ui/page-head.tsx";

type Props = { kind: TemplateKind; title: string; body: string; componentNames: string[] };

/** The text as readers would see it, names filled in with examples. The renderer is loaded when there is something to show. */
export function TemplatePreview({ kind, title, body, componentNames }: Props) {
  const { language, pageName, timeZone } = useAdmin();
  const [html, setHtml] = useState("");
  const [now] = useState(() => Date.now());
  const examples: Record<TemplateName, string> = {
    page: pageName,
    components: componentNames.join(", ") || pageName,
    status: templateWord(kind === "maintenance" ? "scheduled" : "investigating", language),
    date: momentText(now, "day", timeZone, language),
    time: momentText(now, "time", timeZone, language),
    incident: templateWord("name_incident", language),
    starts: momentText(now, "moment", timeZone, language),
    ends: momentText(now + 3_600_000, "moment", timeZone, language),
  };
  const values = Object.fromEntries(TEMPLATE_NAMES[kind].map((name) => [name, examples[name]]));
  const filled = fillText(body, values);
  useEffect(() => {
    let isStale = false;
    void import("#lib/domain/markdown.ts").then(({ markdownToHtml }) => {
      if (!isStale) setHtml(markdownToHtml(filled));
    });
    return () => {
      isStale = true;
    };
  }, [filled]);
  return (
    <section aria-label={templateWord("preview", language)}>
      <h2 className="font-medium">{templateWord("preview", language)}</h2>
      <p className="mb-2 text-sm text-muted">{templateWord("preview_hint", language)}</p>
      <Box>
        {title && <p className="mb-2 text-lg font-semibold">{fillText(title, values)}</p>}
        {body.trim() === "" ? (
          <p className="text-muted">{templateWord("preview_empty", language)}</p>
        ) : (
          <div
            className="grid gap-2 [&_a]:text-link [&_a]:underline [&_li]:ml-5 [&_ol]:list-decimal [&_ul]:list-disc"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: made by our renderer, which lets an allow-list pass
            dangerouslySetInnerHTML={{ __html: html }}
          />
        )}
      </Box>
    </section>
  );
}
