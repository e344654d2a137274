"use client";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { sloWords } from "#lib/domain/words/slos.ts";
import { useAdmin } from "../client/context.tsx";
import { Tag } from "../ui/notice.tsx";

const TONES = { info: "info", warning: "warn", critical: "danger" } as const;

/** How bad it is and where it stands, each in a word. */
export function ViolationTags({ violation, now }: { violation: Violation; now: number }) {
  const { language } = useAdmin();
  const { severity, resolvedAt, resumesAt } = violation;
  const isHeld = resolvedAt === null && resumesAt !== null && resumesAt > now;
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Tag tone={resolvedAt === null ? TONES[severity] : undefined}>
        {sloWords(`severity_${severity}`, language)}
      </Tag>
      {resolvedAt !== null && <Tag tone="good">{sloWords("resolved", language)}</Tag>}
      {isHeld && <Tag tone="info">{sloWords("acknowledged", language)}</Tag>}
    </span>
  );
}
