import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { OIDC_CLIENT, startOidcProvider, type TestOidcProvider } from "#lib/testing/network/oidc-provider.ts";
import { makePerson, TEST_ORIGIN } from "#lib/testing/people.ts";
import { inviteMember } from "#lib/usecases/team/invite.ts";

withDatabase();

let provider: TestOidcProvider;
beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "info").mockImplementation(() => {});
  provider = await startOidcProvider(`${TEST_ORIGIN}/api/auth/callback/oidc`);
  vi.stubEnv("OIDC_ISSUER", provider.issuer);
  vi.stubEnv("OIDC_CLIENT_ID", OIDC_CLIENT.id);
  vi.stubEnv("OIDC_CLIENT_SECRET", OIDC_CLIENT.secret);
});
afterAll(async () => {
  await provider.close();
  vi.unstubAllEnvs();
});

const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .filter((one) => !one!.endsWith("="))
    .join("; ");
let addresses = 0;

async function begin(callbackURL = "/admin/team") {
  const headers = { origin: TEST_ORIGIN, "x-client-address": `192.0.2.${++addresses}` };
  const told = await call("POST", "/api/auth/sign-in/social", { json: { callbackURL }, headers });
  expect(told.status).toBe(200);
  return { url: String(told.body.url), cookie: cookieOf(told.headers) };
}

/** The whole way of a browser; where it ends, and with which cookies. */
async function signIn(login: string, callbackURL?: string) {
  const { url, cookie } = await begin(callbackURL);
  const back = new URL(await provider.signIn(url, login));
  expect(back.origin).toBe(TEST_ORIGIN);
  const told = await call("GET", back.pathname + back.search, { headers: { cookie } });
  return {
    status: told.status,
    location: told.headers.get("location") ?? "",
    cookie: cookieOf(told.headers),
    back,
  };
}
const account = (pageId: string, cookie: string) =>
  call("GET", `/v1/pages/${pageId}/account`, { headers: { cookie } });

describe("single sign-on", () => {
  it("lets a member in, keeps no token of the provider, and works again", async () => {
    const pageId = await newPage();
    const person = await makePerson(pageId, "manager");
    provider.accounts.set("member", { email: person.email, email_verified: true, name: "Member" });
    for (let i = 0; i < 2; i++) {
      const { location, cookie } = await signIn("member");
      expect(location).toBe("/admin/team");
      expect((await account(pageId, cookie)).body).toMatchObject({
        id: person.id,
        role: "manager",
        single_sign_on: true,
      });
    }
    const stored = await prisma().account.findMany({ where: { userId: person.id, providerId: "oidc" } });
    expect(stored).toMatchObject([
      { accountId: "member", accessToken: null, refreshToken: null, idToken: null },
    ]);
    expect((await written(pageId)).audits.map((row) => [row.action, row.after])).toEqual([
      ["person.sign_in", { by: "oidc" }],
      ["person.sign_in", { by: "oidc" }],
    ]);
  });

  it("accepts an open invitation of the address", async () => {
    const pageId = await newPage();
    const email = `sso-${pageId}@example.com`;
    const scope = operatorScope("team:write", pageId);
    await inviteMember(scope, { email, role: "responder" }, Date.now());
    provider.accounts.set("guest", { email: email.toUpperCase(), name: "Guest" });
    const { cookie } = await signIn("guest");
    expect((await account(pageId, cookie)).body).toMatchObject({ email, role: "responder", name: "Guest" });
    expect((await written(pageId)).actions).toEqual(["invitation.create", "member.join", "person.sign_in"]);
    expect(await prisma().oneTimeLink.count({ where: { pageId, usedAt: null } })).toBe(0);
  });

  it.each([
    ["nobody invited", "stranger", { email: "stranger@example.com", email_verified: true }],
    ["the provider does not vouch for", "unproved", { email: "unproved@example.com", email_verified: false }],
    ["has no address", "nameless", {}],
  ])("refuses who %s, and keeps nothing of them", async (_, login, told) => {
    const pageId = await newPage();
    const scope = operatorScope("team:write", pageId);
    await inviteMember(scope, { email: "unproved@example.com", role: "owner" }, Date.now());
    provider.accounts.set(login, told);
    const { location, cookie } = await signIn(login);
    expect(location).toMatch(/^\/sign-in\?.*error=/);
    expect(cookie).not.toContain("session_token");
    expect(await prisma().user.count({ where: { email: { contains: login } } })).toBe(0);
  });

  it("refuses a member who was disabled", async () => {
    const person = await makePerson(await newPage(), "owner");
    await prisma().member.updateMany({ where: { userId: person.id }, data: { disabledAt: new Date() } });
    provider.accounts.set("gone", { email: person.email, email_verified: true });
    const { location, cookie } = await signIn("gone");
    expect([location.startsWith("/sign-in?"), cookie.includes("session_token")]).toEqual([true, false]);
  });

  it("leads back to this site alone", async () => {
    const person = await makePerson(await newPage(), "viewer");
    provider.accounts.set("careful", { email: person.email, email_verified: true });
    for (const wanted of ["https://evil.example", "//evil.example", "/\\evil.example"])
      expect((await signIn("careful", wanted)).location).toBe("/admin");
  });

  it("takes a code once, and only in the browser that asked", async () => {
    const person = await makePerson(await newPage(), "viewer");
    provider.accounts.set("once", { email: person.email, email_verified: true });
    const { url, cookie } = await begin();
    const back = new URL(await provider.signIn(url, "once"));
    const path = back.pathname + back.search;
    const other = await call("GET", path, { headers: { cookie: (await begin()).cookie } });
    expect(cookieOf(other.headers)).not.toContain("session_token");
    const first = await call("GET", path, { headers: { cookie } });
    const second = await call("GET", path, { headers: { cookie } });
    expect(cookieOf(second.headers)).not.toContain("session_token");
    expect(first.headers.get("location")).toMatch(/^\/(admin|sign-in)/);
  });

  it("asks with PKCE, state and nonce, for openid, email and profile", async () => {
    const asked = new URL((await begin()).url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      client_id: OIDC_CLIENT.id,
      code_challenge_method: "S256",
      redirect_uri: `${TEST_ORIGIN}/api/auth/callback/oidc`,
      scope: "openid email profile",
    });
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)).toMatch(/^[\w-]{20,}$/);
  });
});
