import { type Env, newSecretKey, readEnv } from "#lib/env.ts";
import { createLogger, type Logger } from "#lib/log.ts";
import { checkDestination } from "#lib/net/destination.ts";
import { createEgress } from "#lib/net/egress.ts";
import { hostPort, portOf, withoutBrackets } from "#lib/net/host.ts";
import type { SnsReach } from "#lib/usecases/alerts/sns.ts";
import type { CheckDestination } from "#lib/usecases/monitors/destination.ts";
import type { SignInOptions } from "#lib/usecases/sign-in/auth.ts";
import type { OidcRequest } from "#lib/usecases/single-sign-on/provider.ts";
import { createSnsReach } from "./alerts/sns-reach.ts";
import { createLimits, type Limits } from "./request/limits.ts";

/** What every route of this process shares. */
export type Settings = {
  env: Env;
  log: Logger;
  limits: Limits;
  checkDestination: CheckDestination;
  signIn: SignInOptions;
  sns: SnsReach;
};

// On globalThis because Next may bundle this module several times: limits must count all routes of the process.
const HOLDER = Symbol.for("t-developer-status.web-settings");
const holder = globalThis as { [HOLDER]?: Settings };

const OIDC_TIMEOUT_MS = 10_000;

/**
 * The issuer is the operator's own word, so its host and port may be private, for this use alone; what it points to
 * elsewhere has to be public, or in EGRESS_ALLOW.
 */
function oidcOptions(env: Env): SignInOptions["oidc"] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return undefined;
  const address = new URL(issuer);
  const own = hostPort(withoutBrackets(address.hostname), portOf(address));
  const egress = createEgress({ allow: [...env.EGRESS_ALLOW, own], dnsServers: env.DNS_SERVERS });
  const request: OidcRequest = async (asked) => {
    const { status, body } = await egress.request({ ...asked, timeoutMs: OIDC_TIMEOUT_MS });
    return { status, body: body.toString("utf8") };
  };
  return { name: env.OIDC_NAME, issuer, clientId, clientSecret, request };
}

/** The start always brings a SECRET_KEY; a web process run by hand without one forgets its sessions when it ends. */
const signInOptions = (env: Env, log: Logger): SignInOptions => ({
  publicUrl: env.PUBLIC_URL,
  oidc: oidcOptions(env),
  secret: env.SECRET_KEY ?? newSecretKey(),
  warn: (message) => log.warn({ about: "sign-in" }, message),
});

function createSettings(): Settings {
  const env = readEnv();
  const egress = createEgress({ allow: env.EGRESS_ALLOW, dnsServers: env.DNS_SERVERS });
  const log = createLogger("web", env.LOG_LEVEL);
  return {
    env,
    log,
    limits: createLimits(),
    checkDestination: (destination) => checkDestination(destination, egress),
    signIn: signInOptions(env, log),
    sns: createSnsReach(egress),
  };
}

/** Made from the environment when a route is first asked. */
export function settings(): Settings {
  holder[HOLDER] ??= createSettings();
  return holder[HOLDER];
}
