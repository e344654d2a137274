import { insertNotice, type NewNotice } from "#lib/data/delivery/notices.ts";
import type { Tx } from "#lib/data/tx.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { URGENT } from "#lib/domain/delivery/delivery.ts";
import { sealSecret } from "../secrets/sealed.ts";

/** What the parameters of a notice are sealed for. */
export const NOTICE_SECRETS = "parameters of a notice";

export type Notice = Pick<NewNotice, "pageId" | "kind" | "channel" | "recipient" | "details" | "incidentId"> &
  Partial<Pick<NewNotice, "priority" | "dueAt" | "expiresAt">> & {
    /** What only the recipient may read, such as a token or a code: sealed, and taken away once it is sent. */
    secrets?: Record<string, string>;
  };

/**
 * Has the worker send one message to one recipient, if and only if the transaction commits: invitations, resets,
 * confirmations, codes, digests, tests. Urgent unless said otherwise; good for as long as its channel allows.
 */
export async function notify(
  tx: Tx,
  { secrets, ...notice }: Notice,
  { secretKey, now }: { secretKey: string; now: number },
): Promise<string> {
  return await insertNotice(tx, {
    priority: URGENT,
    dueAt: now,
    expiresAt: now + MAX_AGE_MS[notice.channel],
    ...notice,
    ...(secrets ? { sealed: sealSecret(JSON.stringify(secrets), secretKey, NOTICE_SECRETS) } : {}),
  });
}
