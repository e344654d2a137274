import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export const OIDC_CLIENT = { id: "status-page", secret: "a secret of the client, long enough" };

export type OidcAccount = { email?: string; email_verified?: boolean; name?: string };

export type TestOidcProvider = {
  issuer: string;
  /** Who can sign in there, by what they type as login. */
  accounts: Map<string, OidcAccount>;
  /** Signs in there as a browser would, from the address it was sent to; returns the address it is sent back to. */
  signIn(url: string, login: string): Promise<string>;
  close(): Promise<void>;
};

/** A real OpenID Connect provider on this machine, whose login page takes every password. */
export async function startOidcProvider(redirectUri: string): Promise<TestOidcProvider> {
  const accounts = new Map<string, OidcAccount>();
  let answer: ReturnType<InstanceType<typeof Provider>["callback"]> | undefined;
  const server = createServer((request, response) => void answer?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        client_secret: OIDC_CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts.get(id) }),
    }),
    cookies: { keys: ["a key of tests"] },
  });
  answer = provider.callback();
  return {
    issuer,
    accounts,
    signIn: (url, login) => walk(url, login, issuer),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const MAX_STEPS = 12;

async function walk(start: string, login: string, issuer: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = start;
  let form: string | undefined;
  for (let step = 0; step < MAX_STEPS; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const type: Record<string, string> = form ? { "content-type": "application/x-www-form-urlencoded" } : {};
    const response = await fetch(url, {
      method: form ? "POST" : "GET",
      headers: { cookie, ...type },
      redirect: "manual",
      ...(form && { body: form }),
    });
    for (const one of response.headers.getSetCookie()) {
      const [name = "", value = ""] = one.split(";", 1)[0]!.split(/=(.*)/s);
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    form = undefined;
    const location = response.headers.get("location");
    if (location) {
      url = new URL(location, url).href;
      if (!url.startsWith(issuer)) return url;
      continue;
    }
    const page = await response.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (!action) throw new Error(`the provider says ${response.status}: ${page.slice(0, 500)}`);
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? "login";
    form = new URLSearchParams({ prompt, ...(prompt === "login" && { login, password: "x" }) }).toString();
    url = new URL(action, url).href;
  }
  throw new Error("the provider never sends the browser back");
}
