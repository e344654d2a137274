import { generateSync } from "otplib";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, written } from "#lib/testing/manage/world.ts";
import { makePerson, signedIn, TEST_ORIGIN, type TestPerson } from "#lib/testing/people.ts";
import { authOf, cookiePrefix } from "#lib/usecases/sign-in/auth.ts";

withDatabase();

let addresses = 0;
const nextAddress = () => `192.0.2.${++addresses}`;
const post = (path: string, json: object, headers: Record<string, string> = {}) =>
  call("POST", `/api/auth${path}`, {
    json,
    headers: { origin: TEST_ORIGIN, "x-client-address": nextAddress(), ...headers },
  });
const signIn = (email: string, password: string, address = nextAddress()) =>
  post("/sign-in/email", { email, password }, { "x-client-address": address });
const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
const person = async () => makePerson(await newPage(), "responder");

describe("guessing at passwords", () => {
  it("is slowed for an account, wherever the tries come from, in the same words for one that does not exist", async () => {
    const known = await person();
    const refusals: unknown[] = [];
    for (const email of [known.email, `nobody-${known.id}@example.com`]) {
      for (let i = 0; i < 10; i++) expect((await signIn(email, "wrong")).status).toBe(401);
      const told = await signIn(email, known.password);
      expect(told.status).toBe(429);
      expect(Number(told.headers.get("retry-after"))).toBeGreaterThan(60);
      refusals.push(told.body);
    }
    expect(refusals[0]).toEqual(refusals[1]);
  });

  it("starts anew after a success", async () => {
    const known = await person();
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) expect((await signIn(known.email, "wrong")).status).toBe(401);
      expect((await signIn(known.email, known.password)).status).toBe(200);
    }
  });

  it("is slowed for an address, whatever accounts it tries; another address goes on", async () => {
    const known = await person();
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++)
      statuses.push((await signIn(`spray${i}@example.com`, "wrong", "203.0.113.5")).status);
    expect([statuses[29], statuses[30]]).toEqual([401, 429]);
    expect((await signIn(known.email, known.password, "203.0.113.6")).status).toBe(200);
  });

  it("leaves neither addresses nor accounts in the table of tries", async () => {
    await signIn("somebody@example.com", "wrong", "203.0.113.7");
    const keys = (await prisma().attempt.findMany()).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toMatch(/@|203\.0|192\.0/);
  });
});

/** Turns the second factor on as the account's page does; returns the secret, the codes, and the new cookie. */
async function enable(known: TestPerson) {
  const begun = await post("/two-factor/enable", { password: known.password }, signedIn(known));
  expect(begun.status).toBe(200);
  const secret = new URL(String(begun.body.totpURI)).searchParams.get("secret")!;
  const done = await post("/two-factor/verify-totp", { code: generateSync({ secret }) }, signedIn(known));
  expect([done.status, done.body]).toEqual([200, { next: "done" }]);
  return {
    secret,
    backupCodes: begun.body.backupCodes as unknown as string[],
    cookie: cookieOf(done.headers),
  };
}

describe("the second factor", () => {
  it("is asked for after the password, and is not told in any body or column", async () => {
    const known = await person();
    const { secret } = await enable(known);
    const half = await signIn(known.email, known.password);
    expect([half.status, half.body]).toEqual([200, { next: "code" }]);
    expect(cookieOf(half.headers)).not.toMatch(/session_token=[^;]/);
    const cookie = cookieOf(half.headers);
    expect((await post("/two-factor/verify-totp", { code: "000000" }, { cookie })).status).toBe(401);
    const done = await post("/two-factor/verify-totp", { code: generateSync({ secret }) }, { cookie });
    expect([done.status, done.body]).toEqual([200, { next: "done" }]);
    const stored = await prisma().twoFactor.findFirstOrThrow({ where: { userId: known.id } });
    expect(stored.secret).not.toContain(secret);
  });

  it("lets a backup code in once", async () => {
    const known = await person();
    const { backupCodes } = await enable(known);
    const use = async () => {
      const cookie = cookieOf((await signIn(known.email, known.password)).headers);
      return (await post("/two-factor/verify-backup-code", { code: backupCodes[0] }, { cookie })).status;
    };
    expect([await use(), await use()]).toEqual([200, 401]);
  });

  it("ends a challenge after five wrong codes, and locks the account's codes after ten", async () => {
    const known = await person();
    const { secret } = await enable(known);
    const challenge = async () => cookieOf((await signIn(known.email, known.password)).headers);
    const code = (value: string, cookie: string) =>
      post("/two-factor/verify-totp", { code: value }, { cookie });
    for (let round = 0; round < 2; round++) {
      const cookie = await challenge();
      for (let i = 0; i < 5; i++) expect((await code("000000", cookie)).status).toBe(401);
      expect((await code(generateSync({ secret }), cookie)).status).toBeGreaterThanOrEqual(400);
    }
    const told = await code(generateSync({ secret }), await challenge());
    expect([told.status, told.body.code]).toEqual([429, "ACCOUNT_TEMPORARILY_LOCKED"]);
  });

  it("makes no device trusted, whatever is asked", async () => {
    const known = await person();
    const { secret } = await enable(known);
    const cookie = cookieOf((await signIn(known.email, known.password)).headers);
    const body = { code: generateSync({ secret }), trustDevice: true };
    const done = await post("/two-factor/verify-totp", body, { cookie });
    expect([done.status, cookieOf(done.headers)]).toEqual([200, expect.not.stringContaining("trust")]);
  });

  it("needs the password to be turned off, whose tries are counted, and all of it is written down", async () => {
    const known = await person();
    const { cookie } = await enable(known);
    const headers = { cookie, origin: TEST_ORIGIN };
    for (let i = 0; i < 10; i++)
      expect((await post("/two-factor/disable", { password: "wrong" }, headers)).status).toBe(400);
    expect((await post("/two-factor/disable", { password: known.password }, headers)).status).toBe(429);
    await prisma().attempt.deleteMany();
    expect((await post("/two-factor/disable", { password: known.password }, headers)).status).toBe(200);
    const { pageId } = await prisma().member.findFirstOrThrow({ where: { userId: known.id } });
    expect((await written(pageId)).actions).toEqual([
      "person.sign_in",
      "person.enable_second_factor",
      "person.sign_in",
      "person.disable_second_factor",
    ]);
  });
});

describe("a session", () => {
  it("takes the place of the one that the browser had", async () => {
    const known = await person();
    const told = await post(
      "/sign-in/email",
      { email: known.email, password: known.password },
      { cookie: known.cookie },
    );
    expect(told.status).toBe(200);
    expect(JSON.stringify(told.body)).toBe('{"next":"done"}');
    const left = await prisma().session.findMany({ where: { userId: known.id } });
    expect(left.map(({ id }) => id)).not.toContain(known.sessionId);
    expect(left).toHaveLength(1);
  });

  it("is signed out: gone, and written down", async () => {
    const known = await person();
    expect((await post("/sign-out", {}, signedIn(known))).status).toBe(200);
    expect(await prisma().session.count({ where: { userId: known.id } })).toBe(0);
    const { pageId } = await prisma().member.findFirstOrThrow({ where: { userId: known.id } });
    expect((await written(pageId)).actions).toEqual(["person.sign_out"]);
  });

  it("is bound to the host and to https where the address is", async () => {
    const known = await person();
    const publicUrl = "https://status.example.com";
    const auth = authOf({ publicUrl, secret: "x".repeat(32), warn: () => {} });
    const response = await auth.api.signInEmail({
      body: { email: known.email, password: known.password },
      asResponse: true,
    });
    const cookie = response.headers.getSetCookie().find((one) => one.includes("session_token")) ?? "";
    expect(cookiePrefix(publicUrl)).toBe("__Host-tds");
    expect(cookie).toMatch(/^__Host-tds\.session_token=/);
    for (const attribute of ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"])
      expect(cookie.toLowerCase()).toContain(attribute.toLowerCase());
    expect(cookie).not.toMatch(/domain/i);
  });
});
