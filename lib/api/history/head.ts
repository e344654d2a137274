import type { Snapshot } from "#lib/domain/snapshot.ts";
import { type Document, json, type Place } from "../document.ts";

/**
 * `/api/public/v1/history-head.json`: the newest hash of the audit chain. Who notes it can prove later that nothing before
 * it was changed. It lags behind by at most half a minute.
 */
export const historyHeadDocument = ({ auditHead }: Snapshot, _place: Place): Document =>
  json({
    head: auditHead?.hash ?? null,
    count: auditHead?.count ?? 0,
    sealed_at: auditHead?.sealedAt ?? null,
  });
