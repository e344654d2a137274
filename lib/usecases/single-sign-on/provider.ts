import { createHash } from "node:crypto";
import { z } from "zod";

/** Sends one request to the provider the operator named; whoever makes it decides what may be reached. */
export type OidcRequest = (request: {
  url: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
}) => Promise<{ status: number; body: string }>;

export type OidcOptions = {
  /** What the button calls it. */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  request: OidcRequest;
};

const discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.url({ protocol: /^https?$/ }),
  userinfo_endpoint: z.url({ protocol: /^https?$/ }).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
export type Discovery = z.infer<typeof discovery>;

const tokenAnswer = z.object({ access_token: z.string(), id_token: z.string() });

const claims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  exp: z.number(),
  nonce: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});
export type Claims = z.infer<typeof claims>;

const profile = z.looseObject({
  sub: z.string(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});

const withoutSlash = (url: string) => url.replace(/\/+$/, "");

/** What the provider says of itself. @throws Error in a sentence for the log */
export async function discover({ issuer, request }: OidcOptions): Promise<Discovery> {
  const url = `${withoutSlash(issuer)}/.well-known/openid-configuration`;
  const { status, body } = await request({ url, method: "GET", headers: { accept: "application/json" } });
  if (status !== 200) throw new Error(`the provider's configuration answers ${status}`);
  const found = discovery.parse(JSON.parse(body));
  if (withoutSlash(found.issuer) !== withoutSlash(issuer))
    throw new Error("the provider calls itself by another name than OIDC_ISSUER");
  return found;
}

/** Where the browser is sent to prove who sits there: code flow with PKCE and a nonce. */
export function authorizationUrl(
  found: Discovery,
  { clientId }: OidcOptions,
  asked: { state: string; codeVerifier: string; redirectURI: string; nonce: string },
): URL {
  const url = new URL(found.authorization_endpoint);
  const challenge = createHash("sha256").update(asked.codeVerifier).digest("base64url");
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: asked.redirectURI,
    scope: "openid email profile",
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: challenge,
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

/** How the client proves itself at the token endpoint: by header, unless the provider takes the form alone. */
type ClientProof = { headers: Record<string, string>; fields: Record<string, string> };
function clientProof(found: Discovery, { clientId, clientSecret }: OidcOptions): ClientProof {
  const methods = found.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  if (!methods.includes("client_secret_basic") && methods.includes("client_secret_post"))
    return { headers: {}, fields: { client_id: clientId, client_secret: clientSecret } };
  const pair = [clientId, clientSecret].map(encodeURIComponent).join(":");
  return { headers: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` }, fields: {} };
}

/**
 * The person behind a code: claims of the ID token, completed by the userinfo endpoint. The token comes straight from the
 * provider's token endpoint, whose TLS vouches for it as its signature would (OpenID Connect Core 3.1.3.7); tokens are
 * used here and kept nowhere. @throws Error in a sentence for the log
 */
export async function exchangeCode(
  found: Discovery,
  options: OidcOptions,
  asked: { code: string; codeVerifier: string; redirectURI: string; now: number },
): Promise<Claims> {
  const { headers, fields } = clientProof(found, options);
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: asked.code,
    redirect_uri: asked.redirectURI,
    code_verifier: asked.codeVerifier,
    ...fields,
  });
  const answer = await options.request({
    url: found.token_endpoint,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json", ...headers },
    body: form.toString(),
  });
  if (answer.status !== 200) throw new Error(`the token endpoint answers ${answer.status}`);
  const tokens = tokenAnswer.parse(JSON.parse(answer.body));
  const payload = Buffer.from(tokens.id_token.split(".")[1] ?? "", "base64url").toString("utf8");
  const told = checked(claims.parse(JSON.parse(payload)), found, options.clientId, asked.now);
  return await completed(told, found, options, tokens.access_token);
}

/** Clocks of two machines may differ by so much. */
const CLOCK_SKEW_MS = 60_000;

function checked(told: Claims, found: Discovery, clientId: string, now: number): Claims {
  if (told.iss !== found.issuer) throw new Error("the ID token names another issuer");
  if (![told.aud].flat().includes(clientId)) throw new Error("the ID token is for another client");
  // OpenID Connect Core 3.1.3.7: made for several audiences, it names the one that asked for it.
  if ([told.aud].flat().length > 1 && told.azp !== clientId)
    throw new Error("the ID token was made for another client");
  if (told.exp * 1000 + CLOCK_SKEW_MS <= now) throw new Error("the ID token has expired");
  return told;
}

async function completed(
  told: Claims,
  found: Discovery,
  { request }: OidcOptions,
  accessToken: string,
): Promise<Claims> {
  if (told.email !== undefined || found.userinfo_endpoint === undefined) return told;
  const headers = { authorization: `Bearer ${accessToken}`, accept: "application/json" };
  const answer = await request({ url: found.userinfo_endpoint, method: "GET", headers });
  if (answer.status !== 200) throw new Error(`the userinfo endpoint answers ${answer.status}`);
  const more = profile.parse(JSON.parse(answer.body));
  if (more.sub !== told.sub) throw new Error("the userinfo endpoint tells of somebody else");
  const { email, email_verified, name = told.name } = more;
  return { ...told, email, email_verified, name };
}
