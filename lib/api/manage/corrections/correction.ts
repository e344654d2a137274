import { z } from "zod";
import { type Correction, VERDICTS } from "#lib/domain/corrections/correction.ts";
import { id } from "#lib/domain/id.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

/** What was said afterwards about a past stretch of a component. */
export const correctionBody = z
  .object({
    id,
    page_id: id,
    component_id: id,
    verdict: z.enum(VERDICTS),
    started_at: instant,
    ended_at: instant,
    reason: z.string(),
    author: z.object({ kind: z.string(), id: z.string() }),
    created_at: instant,
    revoked_at: instant.nullable(),
  })
  .meta({ id: "Correction" });

export const presentCorrection = (correction: Correction): z.infer<typeof correctionBody> => ({
  id: correction.id,
  page_id: correction.pageId,
  component_id: correction.componentId,
  verdict: correction.verdict,
  started_at: instantText(correction.startedAt),
  ended_at: instantText(correction.endedAt),
  reason: correction.reason,
  author: { kind: correction.actorKind, id: correction.actorId },
  created_at: instantText(correction.createdAt),
  revoked_at: instantTextOrNull(correction.revokedAt),
});

export const correctionExample: z.infer<typeof correctionBody> = {
  id: "c0rr3ct10n42",
  page_id: "p0qjfl24znv5",
  component_id: "8kbf7d35c070",
  verdict: "up",
  started_at: "2026-11-20T01:00:00.000Z",
  ended_at: "2026-11-20T01:12:00.000Z",
  reason: "측정기의 인증서가 만료된 시간이며 서비스는 정상이었습니다.",
  author: { kind: "token", id: "t0k3n5a1b2c3" },
  created_at: "2026-11-23T01:00:00.000Z",
  revoked_at: null,
};
