import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makePerson, signedIn, TEST_ORIGIN, TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { ensureFirstOwner } from "#lib/usecases/one-time-links/setup.ts";
import { inviteMember } from "#lib/usecases/team/invite.ts";
import { createResetLink } from "#lib/usecases/team/recover.ts";

withDatabase();

const PASSWORD = "another long password";
let addresses = 0;
const use = (kind: string, json: object, headers: Record<string, string> = { origin: TEST_ORIGIN }) =>
  call("POST", `/api/auth/links/${kind}`, {
    json,
    headers: { "x-client-address": `198.51.100.${++addresses}`, ...headers },
  });
const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
const firstOwner = (pageId: string, now = Date.now(), secretKey = TEST_SECRET_KEY) =>
  ensureFirstOwner(pageId, { secretKey, admin: undefined, now });
const tokenOf = async (pageId: string) => {
  const first = await firstOwner(pageId);
  if (first.kind !== "link") throw new Error("there is an owner");
  return first.path.slice("/setup/".length);
};
const owner = (token: string, email: string) => ({ token, name: "First", email, password: PASSWORD });
const DAY_MS = 24 * 60 * 60 * 1000;

describe("the setup link", () => {
  it("makes the first owner, signs them in, and works once", async () => {
    const pageId = await newPage();
    const token = await tokenOf(pageId);
    const told = await use("setup", owner(token, `First-${pageId}@Example.com`));
    expect([told.status, told.body]).toEqual([200, { next: "done" }]);
    const headers = { cookie: cookieOf(told.headers) };
    const { body } = await call("GET", `/v1/pages/${pageId}/account`, { headers });
    expect(body).toMatchObject({ role: "owner", email: `first-${pageId}@example.com`, name: "First" });
    const again = await use("setup", owner(token, "second@example.com"));
    expect([again.status, again.body.message]).toEqual([
      404,
      expect.stringContaining("does not work any more"),
    ]);
    const { actions, audits } = await written(pageId);
    expect(actions).toEqual(["setup_link.create", "member.join", "person.sign_in"]);
    expect(JSON.stringify(audits.map((row) => [row.before, row.after]))).not.toMatch(/@|First|long/i);
    expect(await firstOwner(pageId)).toEqual({ kind: "exists" });
  });

  it("is the same at a later start while it is unused, and another one after it has expired or with another key", async () => {
    const pageId = await newPage();
    const now = Date.now();
    const first = await firstOwner(pageId, now);
    expect(await firstOwner(pageId, now + DAY_MS - 1)).toEqual(first);
    expect(await firstOwner(pageId, now + DAY_MS)).not.toEqual(first);
    expect(await firstOwner(pageId, now, "another-secret-key-of-this-product")).not.toEqual(first);
    const stored = await prisma().oneTimeLink.findMany({ where: { pageId } });
    expect(JSON.stringify(stored)).not.toContain((first as { path: string }).path.slice("/setup/".length));
  });

  it("lets one of two in who use it at once, and starts that come together print one link", async () => {
    const pageId = await newPage();
    const starts = await Promise.all([1, 2, 3].map(() => firstOwner(pageId, 1_800_000_000_000)));
    expect(new Set(starts.map((one) => JSON.stringify(one))).size).toBe(1);
    const token = await tokenOf(pageId);
    const both = await Promise.all(
      [1, 2].map((one) => use("setup", owner(token, `race${one}-${pageId}@example.com`))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await prisma().member.count({ where: { pageId } })).toBe(1);
  });

  it("is not needed with ADMIN_EMAIL and ADMIN_PASSWORD, which count once", async () => {
    const pageId = await newPage();
    const admin = { email: `admin-${pageId}@example.com`, password: PASSWORD };
    const start = () => ensureFirstOwner(pageId, { secretKey: TEST_SECRET_KEY, admin, now: Date.now() });
    expect([await start(), await start()]).toEqual([{ kind: "made" }, { kind: "exists" }]);
    const told = await call("POST", "/api/auth/sign-in/email", {
      json: admin,
      headers: { origin: TEST_ORIGIN },
    });
    expect([told.status, told.body]).toEqual([200, { next: "done" }]);
  });

  it.each([
    [{ name: "" }, "name"],
    [{ email: "nobody" }, "email"],
    [{ password: "short" }, "password"],
    [{ password: "x".repeat(129) }, "password"],
    [{ token: "../../etc/passwd" }, "token"],
  ])("refuses %j beside the field, and is not used up by that", async (fault, path) => {
    const pageId = await newPage();
    const token = await tokenOf(pageId);
    const told = await use("setup", { ...owner(token, `f-${pageId}@example.com`), ...fault });
    expect([told.status, (told.body.errors as { path: string }[]).map((one) => one.path)]).toEqual([
      422,
      [path],
    ]);
    expect((await use("setup", owner(token, `f-${pageId}@example.com`))).status).toBe(200);
  });

  it("does nothing for other origins", async () => {
    const pageId = await newPage();
    const token = await tokenOf(pageId);
    for (const headers of [{}, { origin: "null" }, { origin: "https://evil.example" }])
      expect(
        (await use("setup", owner(token, "a@example.com"), headers as Record<string, string>)).status,
      ).toBe(403);
    expect(await prisma().member.count({ where: { pageId } })).toBe(0);
  });
});

describe("an invitation", () => {
  const invite = (pageId: string, email: string) =>
    inviteMember(operatorScope("team:write", pageId), { email, role: "responder" }, Date.now());

  it("lets its holder join with a name and a password", async () => {
    const pageId = await newPage();
    const { token } = await invite(pageId, `new-${pageId}@example.com`);
    const told = await use("invite", { token, name: "Responder", password: PASSWORD });
    expect(told.body).toEqual({ next: "done" });
    const { body } = await call("GET", `/v1/pages/${pageId}/account`, {
      headers: { cookie: cookieOf(told.headers) },
    });
    expect(body).toMatchObject({ role: "responder", name: "Responder" });
    expect((await use("invite", { token, name: "Twice", password: PASSWORD })).status).toBe(404);
  });

  it("is no way into the account of somebody who is active elsewhere: it only adds the membership", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    const person = await makePerson(other, "owner");
    const { token } = await invite(pageId, person.email);
    const told = await use("invite", { token, name: "Thief", password: PASSWORD });
    expect([told.body, told.headers.getSetCookie()]).toEqual([{ next: "sign-in" }, []]);
    const { body } = await call("GET", `/v1/pages/${pageId}/account`, { headers: signedIn(person) });
    expect(body).toMatchObject({ role: "responder", name: "owner" });
    const stolen = { email: person.email, password: PASSWORD };
    const signIn = await call("POST", "/api/auth/sign-in/email", {
      json: stolen,
      headers: { origin: TEST_ORIGIN },
    });
    expect(signIn.status).toBe(401);
  });

  it("ends when it is replaced, and after a week", async () => {
    const pageId = await newPage();
    const email = `late-${pageId}@example.com`;
    const first = await invite(pageId, email);
    const second = await invite(pageId, email);
    const join = (token: string) => use("invite", { token, name: "Late", password: PASSWORD });
    expect((await join(first.token)).status).toBe(404);
    await prisma().oneTimeLink.updateMany({
      where: { id: second.link.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await join(second.token)).status).toBe(404);
    expect(
      (await use("reset", { token: (await invite(pageId, email)).token, password: PASSWORD })).status,
    ).toBe(404);
  });
});

describe("a reset link", () => {
  it("sets a new password, ends every session, and works once", async () => {
    const pageId = await newPage();
    const person = await makePerson(pageId, "manager");
    const { token } = await createResetLink(operatorScope("team:write", pageId), person.id, Date.now());
    expect((await call("GET", `/v1/pages/${pageId}`, { headers: signedIn(person) })).status).toBe(200);
    const told = await use("reset", { token, password: PASSWORD });
    expect([told.status, told.body]).toEqual([200, { next: "done" }]);
    expect((await call("GET", `/v1/pages/${pageId}`, { headers: signedIn(person) })).status).toBe(401);
    const old = { email: person.email, password: person.password };
    const headers = { origin: TEST_ORIGIN };
    expect((await call("POST", "/api/auth/sign-in/email", { json: old, headers })).status).toBe(401);
    expect((await use("reset", { token, password: PASSWORD })).status).toBe(404);
    expect((await written(pageId)).actions).toEqual([
      "reset_link.create",
      "person.reset_password",
      "person.sign_in",
    ]);
  });

  it("cannot be guessed at: an address is told to wait", async () => {
    const headers = { origin: TEST_ORIGIN, "x-client-address": "203.0.113.99" };
    const guess = () => use("reset", { token: "x".repeat(43), password: PASSWORD }, headers);
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) statuses.push((await guess()).status);
    expect(statuses.slice(0, 30).every((status) => status === 404)).toBe(true);
    expect(statuses[30]).toBe(429);
    expect(Number((await guess()).headers.get("retry-after"))).toBeGreaterThan(60);
  });
});
