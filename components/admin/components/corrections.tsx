"use client";
import { useState } from "react";
import type { Correction } from "#lib/domain/corrections/correction.ts";
import { correctionWord } from "#lib/domain/words/components.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { At } from "../objects/at.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Tag } from "../ui/notice.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { CorrectionForm } from "./correction-form.tsx";

const TONES = { up: "good", down: "danger", excluded: "info" } as const;

/** What was said afterwards about a component's past, and saying it. */
export function Corrections({
  componentId,
  corrections,
}: {
  componentId: string;
  corrections: Correction[];
}) {
  const { language } = useAdmin();
  const canWrite = useMay("components:write");
  const [isAdding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<Correction | null>(null);
  return (
    <Section
      title={correctionWord("title", language)}
      lead={correctionWord("lead", language)}
      action={
        canWrite &&
        !isAdding && <Button onClick={() => setAdding(true)}>{correctionWord("add", language)}</Button>
      }
    >
      {isAdding && <CorrectionForm componentId={componentId} onClose={() => setAdding(false)} />}
      {corrections.length === 0 ? (
        <p className="text-muted">{correctionWord("empty", language)}</p>
      ) : (
        <ul className="divide-y divide-line rounded-box border border-line bg-surface">
          {corrections.map((correction) => (
            <CorrectionRow
              key={correction.id}
              correction={correction}
              onRevoke={canWrite && correction.revokedAt === null ? () => setRevoking(correction) : null}
            />
          ))}
        </ul>
      )}
      <RevokeDialog correction={revoking} onClose={() => setRevoking(null)} />
    </Section>
  );
}

function CorrectionRow({ correction, onRevoke }: { correction: Correction; onRevoke: (() => void) | null }) {
  const { language } = useAdmin();
  const { verdict, startedAt, endedAt, reason, createdAt, revokedAt } = correction;
  return (
    <li className={`flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-3 ${revokedAt ? "text-muted" : ""}`}>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <Tag tone={revokedAt ? undefined : TONES[verdict]}>
            {wordOf(correctionWord, `verdict_${verdict}`, language)}
          </Tag>
          <span>
            <At at={startedAt} form="full" /> – <At at={endedAt} form="full" />
          </span>
          {revokedAt !== null && <Tag>{correctionWord("revoked", language)}</Tag>}
        </p>
        <p className="mt-1">{reason}</p>
        <p className="text-sm text-muted">
          <At at={createdAt} form="full" />
        </p>
      </div>
      {onRevoke && <Button onClick={onRevoke}>{correctionWord("revoke", language)}</Button>}
    </li>
  );
}

function RevokeDialog({ correction, onClose }: { correction: Correction | null; onClose: () => void }) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const revoke = async () => {
    if (!correction) return;
    const path = `components/${correction.componentId}/corrections/${correction.id}`;
    if ((await send("DELETE", path)).ok) location.reload();
  };
  return (
    <Dialog isOpen={correction !== null} onClose={onClose} title={correctionWord("revoke_title", language)}>
      <Refusal refusal={refusal} />
      <p className="mb-4">{correctionWord("revoke_why", language)}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
        <Button look="danger" isBusy={isBusy} onClick={revoke}>
          {correctionWord("revoke", language)}
        </Button>
      </div>
    </Dialog>
  );
}
