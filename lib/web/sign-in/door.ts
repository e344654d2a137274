import { Failure, notFound } from "#lib/domain/errors.ts";
import { safeNextPath, signInPath } from "#lib/domain/people/next-path.ts";
import { email } from "#lib/domain/people/person.ts";
import { noteAct, type OwnAct } from "#lib/usecases/sign-in/acts.ts";
import { countTry, forgetTries } from "#lib/usecases/sign-in/attempts.ts";
import { AUTH_PATH, authOf, type SignInOptions } from "#lib/usecases/sign-in/auth.ts";
import { endSession, type SignedIn, sessionActor } from "#lib/usecases/sign-in/session.ts";
import { OIDC_PROVIDER } from "#lib/usecases/single-sign-on/plugin.ts";
import { readBody } from "../request/body.ts";
import { requireOwnOrigin } from "../request/own-origin.ts";
import { newTrace, safely } from "../safely.ts";
import { settings } from "../settings.ts";
import { forwarded, told } from "./exchange.ts";

const MAX_BODY_BYTES = 16 * 1024;

type Rule = {
  /** Only for who is signed in. */
  session?: true;
  /** Ends with a new session: the one that came along ends. */
  signsIn?: true;
  /** Asks for the password of who is signed in: tries are counted for the person. */
  password?: true;
  act?: OwnAct;
};

/** All of better-auth that can be reached; the rest answers as if it were not there. */
const REACHABLE: Record<string, Rule> = {
  "POST /sign-in/email": { signsIn: true },
  "POST /sign-in/social": {},
  "GET /callback/oidc": { signsIn: true },
  "POST /sign-out": { act: "person.sign_out" },
  "POST /two-factor/verify-totp": { signsIn: true },
  "POST /two-factor/verify-backup-code": { signsIn: true },
  "POST /two-factor/enable": { session: true, password: true },
  "POST /two-factor/disable": { session: true, password: true, act: "person.disable_second_factor" },
  "POST /two-factor/generate-backup-codes": {
    session: true,
    password: true,
    act: "person.renew_backup_codes",
  },
  "GET /passkey/generate-authenticate-options": {},
  "POST /passkey/verify-authentication": { signsIn: true },
  "GET /passkey/generate-register-options": { session: true },
  "POST /passkey/verify-registration": { session: true, act: "person.add_passkey" },
  "POST /passkey/delete-passkey": { session: true, act: "person.remove_passkey" },
};

type Body = Record<string, unknown>;

async function bodyOf(request: Request): Promise<Body | undefined> {
  if (request.method !== "POST") return undefined;
  const { kind, value } = await readBody(request, MAX_BODY_BYTES);
  if (kind !== "json") throw new Failure("unsupported_media", "Content-Type must be application/json");
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Failure("malformed", "The body must be an object");
  // A device that is trusted for a month would outlive a new password; the pages never ask for it.
  const { trustDevice: _, ...body } = value as Body;
  return body;
}

/** The one provider, and ways back that stay on this site: whatever else was asked for. */
function singleSignOn(given: Body | undefined): Body {
  const callbackURL = safeNextPath(given?.callbackURL);
  const errorCallbackURL = `${signInPath(callbackURL)}&error=sso`;
  return { provider: OIDC_PROVIDER, callbackURL, errorCallbackURL, disableRedirect: true };
}

/** Whose tries this request counts for, if anybody's. */
function triesOf(path: string, rule: Rule, body: Body | undefined, found: SignedIn | null) {
  if (rule.password && found) return { kind: "person", whom: found.actor.id } as const;
  const address = path === "/sign-in/email" ? email.safeParse(body?.email) : null;
  return address?.success ? ({ kind: "account", whom: address.data } as const) : null;
}

async function answer(request: Request, signIn: SignInOptions): Promise<Response> {
  const path = new URL(request.url).pathname.slice(AUTH_PATH.length);
  const rule = REACHABLE[`${request.method} ${path}`];
  if (!rule) throw notFound("resource");
  requireOwnOrigin(request, signIn.publicUrl);
  const now = Date.now();
  const found = await sessionActor(signIn, request.headers, now);
  if (rule.session && !found) throw new Failure("unauthenticated", "Your session has ended: sign in again");
  const given = await bodyOf(request);
  const body = path === "/sign-in/social" ? singleSignOn(given) : given;
  const tries = triesOf(path, rule, body, found);
  if (tries) await countTry(signIn, tries.kind, tries.whom, now);
  const response = await authOf(signIn).handler(forwarded(request, body, signIn.publicUrl));
  if (response.status >= 400) return await told(path, response);
  if (tries) await forgetTries(signIn, tries.kind, tries.whom);
  if (found) await follow(found, path, rule, response);
  return await told(path, response);
}

/** What follows from a success for who was signed in already. */
async function follow(found: SignedIn, path: string, rule: Rule, response: Response): Promise<void> {
  const isNewSession = response.headers.getSetCookie().some((one) => /session_token=[^;]/.test(one));
  if (rule.act) await noteAct(found.actor, rule.act);
  if (path === "/two-factor/verify-totp" && isNewSession)
    await noteAct(found.actor, "person.enable_second_factor");
  if (rule.signsIn && isNewSession) await endSession(found.session.id);
}

/** The door of better-auth: what is reachable, from our own pages only, with sessions that still count. */
export async function answerAuth(request: Request): Promise<Response> {
  return await safely(newTrace(), () => answer(request, settings().signIn));
}
