import { Failure } from "#lib/domain/errors.ts";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whoever acts with a cookie must act from our own pages: a foreign, null or missing Origin is refused before anything
 * is looked at. @throws Failure forbidden, which says which address to open
 */
export function requireOwnOrigin(request: Request, publicUrl: string): void {
  if (READS.has(request.method) || request.headers.get("origin") === new URL(publicUrl).origin) return;
  throw new Failure("forbidden", `This is only possible from ${publicUrl}: open that address`);
}
