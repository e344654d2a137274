"use client";
import { useEffect, useRef } from "react";
import { word } from "#lib/domain/glossary.ts";
import type { EventStatus, Incident } from "#lib/domain/incidents/incident.ts";
import { mergeWord } from "#lib/domain/words/merge.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import type { CurrentIncident } from "../merge/current.ts";
import { When } from "../time/when.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Box } from "../ui/page-head.tsx";

/** Somebody else spoke while this update was written: theirs first, then one's own, then the decision. */
export function Meanwhile({
  incident,
  current,
  mine,
  isBusy,
  onPost,
  onBack,
}: {
  incident: Incident;
  current: CurrentIncident;
  mine: string;
  isBusy: boolean;
  onPost: () => void;
  onBack: () => void;
}) {
  const { language } = useAdmin();
  const ref = useRef<HTMLElement>(null);
  useEffect(() => ref.current?.focus(), []);
  const known = new Set(incident.updates.map(({ id }) => id));
  const fresh = current.incident_updates.filter(({ id }) => !known.has(id));
  return (
    <section ref={ref} tabIndex={-1} aria-label={mergeWord("title", language)} className="mb-8 grid gap-4">
      <Notice tone="warn" isUrgent title={mergeWord("title", language)}>
        {fresh.length > 0
          ? mergeWord("new_updates", language, { count: fresh.length })
          : mergeWord("other_changes", language)}
      </Notice>
      {fresh.map((update) => (
        <Box key={update.id}>
          <p className="mb-1 flex flex-wrap gap-2">
            <span className="text-muted">{mergeWord("theirs", language)}</span>
            <strong>{word(update.status as EventStatus, language)}</strong>
            <When at={Date.parse(update.display_at)} />
          </p>
          <p className="whitespace-pre-wrap">{update.body}</p>
        </Box>
      ))}
      <Box>
        <p className="mb-1 text-muted">{mergeWord("mine", language)}</p>
        <p className="whitespace-pre-wrap">{mine}</p>
      </Box>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>{shellWord("edit", language)}</Button>
        <Button look="primary" isBusy={isBusy} onClick={onPost}>
          {mergeWord("post_anyway", language)}
        </Button>
      </div>
    </section>
  );
}
