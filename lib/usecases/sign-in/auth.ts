import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins";
import { newId } from "#lib/data/new-id.ts";
import { countAttempt } from "#lib/data/people/attempts.ts";
import { authDatabase, databaseIdentity } from "#lib/data/people/auth-database.ts";
import { activeMemberships } from "#lib/data/people/members.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "#lib/domain/people/person.ts";
import { attemptKey } from "../one-time-links/secret.ts";
import { joinByInvitation, refuseUninvited } from "../single-sign-on/join.ts";
import { OIDC_PROVIDER, oidcPlugin } from "../single-sign-on/plugin.ts";
import type { OidcOptions } from "../single-sign-on/provider.ts";
import { noteSignIn } from "./acts.ts";
import { ADDRESS_TRIES } from "./attempts.ts";
import { FRESH_SECONDS, SESSION_SECONDS } from "./lifetimes.ts";

/** Requests of one address to one path of better-auth; those that can be guessed at have rules of their own. */
const REQUESTS = { window: 60, max: 120 };

export type SignInOptions = {
  publicUrl: string;
  /** SECRET_KEY: signs cookies, encrypts second factors. */
  secret: string;
  /** Single sign-on, where the operator configured it. */
  oidc?: OidcOptions | undefined;
  /** Told in one line; never with what a person typed. */
  warn: (message: string) => void;
};

/** Where better-auth lives. */
export const AUTH_PATH = "/api/auth";

/** `__Host-` binds a cookie to this host and to https; browsers refuse it on http. */
export const cookiePrefix = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Host-tds" : "tds";

/** How a session came about, for the audit log. */
function waysIn(path: string): string {
  if (path.startsWith("/passkey/")) return "passkey";
  if (path.startsWith("/callback/")) return "oidc";
  return path.startsWith("/two-factor/") ? "second_factor" : "password";
}

/** Tries are counted in PostgreSQL, by every process together; keys are hashed. */
const rateLimitOf = (secret: string) => ({
  enabled: true,
  ...REQUESTS,
  customRules: {
    "/sign-in/*": ADDRESS_TRIES,
    "/two-factor/verify-*": ADDRESS_TRIES,
    "/passkey/verify-*": ADDRESS_TRIES,
  },
  customStorage: {
    consume: (key: string, rule: { window: number; max: number }) =>
      countAttempt(attemptKey(secret, "auth", key), rule, Date.now()),
  },
});

/** Cookies for this host alone, out of reach of scripts and other sites; the address of a client as our server tells it. */
const advancedOf = (publicUrl: string) => ({
  cookiePrefix: cookiePrefix(publicUrl),
  useSecureCookies: false,
  defaultCookieAttributes: {
    secure: publicUrl.startsWith("https:"),
    httpOnly: true,
    sameSite: "lax" as const,
    path: "/",
  },
  disableCSRFCheck: false,
  disableOriginCheck: false,
  ipAddress: { ipAddressHeaders: ["x-client-address"] },
  database: { generateId: () => newId() },
});

type NewSession = { userId: string };
type Asked = { path?: string } | null;

const sessionHooks = {
  /** Whoever is nowhere a member, or disabled, has nothing to sign in to, by whatever means they prove themselves. */
  before: async (session: NewSession, context: Asked) => {
    if (waysIn(context?.path ?? "") === "oidc") await joinByInvitation(session.userId, Date.now());
    return (await activeMemberships(session.userId)).length > 0;
  },
  after: async (session: NewSession, context: Asked) => {
    await noteSignIn(session.userId, waysIn(context?.path ?? ""));
  },
};

function build({ publicUrl, secret, oidc, warn }: SignInOptions) {
  return betterAuth({
    appName: "T-Developer Status",
    baseURL: publicUrl,
    basePath: AUTH_PATH,
    secret,
    database: authDatabase(),
    trustedOrigins: [publicUrl],
    telemetry: { enabled: false },
    logger: { level: "error", log: (_level, message) => warn(message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    user: {
      additionalFields: { language: { type: "string", required: false, input: false } },
      // Of all ways in, only single sign-on brings people that are not known here yet.
      validateUserInfo: ({ user }) => refuseUninvited(user.email, Date.now()),
    },
    session: {
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      freshAge: FRESH_SECONDS,
      cookieCache: { enabled: false },
      additionalFields: { seenAt: { type: "date", required: false, input: false } },
    },
    account: {
      encryptOAuthTokens: true,
      // The operator's own provider answers for addresses; one that it does not vouch for never gets here.
      accountLinking: { enabled: true, trustedProviders: [OIDC_PROVIDER], requireLocalEmailVerified: false },
    },
    onAPIError: { errorURL: "/sign-in?error=sso" },
    rateLimit: rateLimitOf(secret),
    advanced: advancedOf(publicUrl),
    databaseHooks: { session: { create: sessionHooks } },
    plugins: [
      twoFactor({ issuer: "T-Developer Status" }),
      passkey({
        rpID: new URL(publicUrl).hostname,
        rpName: "T-Developer Status",
        origin: new URL(publicUrl).origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
      }),
      ...(oidc ? [oidcPlugin(oidc, warn)] : []),
    ],
  });
}

export type Auth = ReturnType<typeof build>;

// On globalThis because Next may bundle this module several times; a database that was opened anew needs a new one.
const HOLDER = Symbol.for("t-developer-status.auth");
type Held = { auth: Auth; options: SignInOptions; database: object };
const holder = globalThis as { [HOLDER]?: Held };

/** better-auth as this product uses it. One for each process, secret and database. */
export function authOf(options: SignInOptions): Auth {
  const held = holder[HOLDER];
  const database = databaseIdentity();
  if (
    held?.database === database &&
    held.options.secret === options.secret &&
    held.options.publicUrl === options.publicUrl
  )
    return held.auth;
  const auth = build(options);
  holder[HOLDER] = { auth, options, database };
  return auth;
}
