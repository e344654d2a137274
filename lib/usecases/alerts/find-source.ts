import { createHash, timingSafeEqual } from "node:crypto";
import { findAlertSource } from "#lib/data/alerts/sources.ts";
import type { AlertSource } from "#lib/domain/alerts/source.ts";
import { notFound } from "#lib/domain/errors.ts";

/** 32 random bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

export const alertSecretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/**
 * The source behind `/ingest/{kind}/{secret}`.
 * @throws Failure not_found, the same whether the secret, the kind or the source is not there
 */
export async function findSource(kind: string, secret: string): Promise<AlertSource> {
  const hash = alertSecretHash(secret);
  const found = SECRET.test(secret) ? await findAlertSource(hash) : null;
  const isSame = found !== null && timingSafeEqual(Buffer.from(found.secretHash), Buffer.from(hash));
  if (!isSame || found.source.kind !== kind || !found.source.enabled) throw notFound("address");
  return found.source;
}
