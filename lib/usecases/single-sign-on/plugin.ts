import type { BetterAuthPlugin } from "better-auth";
import type { OAuthProvider } from "better-auth/oauth2";
import {
  authorizationUrl,
  type Claims,
  type Discovery,
  discover,
  exchangeCode,
  type OidcOptions,
} from "./provider.ts";

/** The provider's name inside better-auth: part of the redirect address, /api/auth/callback/oidc. */
export const OIDC_PROVIDER = "oidc";
/** What the provider says of itself is asked again after so long. */
const DISCOVERED_MS = 10 * 60 * 1000;

/**
 * Single sign-on as a provider of better-auth, which keeps state, PKCE and nonce. Every request goes through
 * `options.request`, and the provider may be away when the product starts: it is asked when somebody signs in.
 */
export function oidcPlugin(options: OidcOptions, warn: (message: string) => void): BetterAuthPlugin {
  let known: { found: Discovery; until: number } | undefined;
  const discovered = async (): Promise<Discovery> => {
    if (known && known.until > Date.now()) return known.found;
    const found = await discover(options);
    known = { found, until: Date.now() + DISCOVERED_MS };
    return found;
  };
  /** Why it failed goes to the log; the person reads that it did. */
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      warn(`single sign-on failed: ${error instanceof Error ? error.message : "unknown"}`);
      throw error;
    }
  };
  const provider: OAuthProvider<Claims> = {
    id: OIDC_PROVIDER,
    name: options.name,
    requiresIdTokenNonce: true,
    accountSubject: ({ profile }) => profile.sub,
    createAuthorizationURL: ({ state, codeVerifier, redirectURI, idTokenNonce = "" }) =>
      told(async () =>
        authorizationUrl(await discovered(), options, {
          state,
          codeVerifier,
          redirectURI,
          nonce: idTokenNonce,
        }),
      ),
    validateAuthorizationCode: ({ code, codeVerifier = "", redirectURI }) =>
      told(async () => ({
        raw: await exchangeCode(await discovered(), options, {
          code,
          codeVerifier,
          redirectURI,
          now: Date.now(),
        }),
      })),
    getUserInfo: async ({ raw, expectedIdTokenNonce }) => {
      const data = raw as Claims;
      // An address that the provider itself does not vouch for must not open somebody's account.
      const isVouchedFor = data.email !== undefined && data.email_verified !== false;
      if (data.nonce !== expectedIdTokenNonce || !isVouchedFor) return null;
      const name = data.name ?? data.email!.split("@")[0]!;
      return { user: { email: data.email!, emailVerified: true, name }, data };
    },
  };
  return {
    id: "single-sign-on",
    init: (context) => ({
      context: { socialProviders: [provider as unknown as OAuthProvider, ...context.socialProviders] },
    }),
  };
}
