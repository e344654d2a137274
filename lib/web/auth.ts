import { Failure, notFound } from "#lib/domain/errors.ts";
import { AUTH_PATH, authOf } from "#lib/usecases/sign-in/auth.ts";
import { sessionActor } from "#lib/usecases/sign-in/session.ts";
import { requireOwnOrigin } from "./request/own-origin.ts";
import { newTrace, safely } from "./safely.ts";
import { settings } from "./settings.ts";

/** All of better-auth that can be reached, and whether it needs a session; the rest answers as if it were not there. */
const REACHABLE: Record<string, "session" | "anybody"> = {
  "POST /sign-in/email": "anybody",
  "POST /sign-out": "anybody",
  "POST /two-factor/verify-totp": "anybody",
  "POST /two-factor/verify-backup-code": "anybody",
  "POST /two-factor/enable": "session",
  "POST /two-factor/disable": "session",
  "POST /two-factor/generate-backup-codes": "session",
  "GET /passkey/generate-authenticate-options": "anybody",
  "POST /passkey/verify-authentication": "anybody",
  "GET /passkey/generate-register-options": "session",
  "POST /passkey/verify-registration": "session",
  "POST /passkey/delete-passkey": "session",
};

/** The door of better-auth: what is reachable, from our own pages only, with sessions that still count. */
export async function answerAuth(request: Request): Promise<Response> {
  const trace = newTrace();
  return await safely(trace, async () => {
    const { signIn } = settings();
    const path = new URL(request.url).pathname.slice(AUTH_PATH.length);
    const needs = REACHABLE[`${request.method} ${path}`];
    if (needs === undefined) throw notFound("resource");
    requireOwnOrigin(request, signIn.publicUrl);
    const found = await sessionActor(signIn, request.headers, Date.now());
    if (needs === "session" && !found)
      throw new Failure("unauthenticated", "Your session has ended: sign in again");
    return await authOf(signIn).handler(request);
  });
}
