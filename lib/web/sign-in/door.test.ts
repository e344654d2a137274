import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, written } from "#lib/testing/manage/world.ts";
import { makePerson, signedIn, TEST_ORIGIN } from "#lib/testing/people.ts";

withDatabase();

const origin: Record<string, string> = { origin: TEST_ORIGIN };
let addresses = 0;
/** From an address of its own: attempts are counted by address too. */
const signIn = (email: string, password: string, headers = origin) =>
  call("POST", "/api/auth/sign-in/email", {
    json: { email, password },
    headers: { "x-client-address": `192.0.2.${++addresses}`, ...headers },
  });
const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");

describe("signing in", () => {
  it("gives a session that the manage API takes, and whose cookie no script and no other site sees", async () => {
    const pageId = await newPage();
    const person = await makePerson(pageId, "viewer");
    const told = await signIn(person.email.toUpperCase(), person.password);
    expect(told.status).toBe(200);
    const cookie = told.headers.getSetCookie().find((one) => one.includes("session_token"));
    expect(cookie).toMatch(/^tds\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/i);
    const read = await call("GET", `/v1/pages/${pageId}`, { headers: { cookie: cookieOf(told.headers) } });
    expect([read.status, read.body.id]).toEqual([200, pageId]);
  });

  it("refuses a wrong password and an unknown address with the same words", async () => {
    const person = await makePerson(await newPage(), "owner");
    const [wrong, unknown] = [
      await signIn(person.email, "not the password"),
      await signIn("nobody@example.com", "not the password"),
    ];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body).toEqual(unknown.body);
  });

  it("lets nobody in who is no member any more", async () => {
    const person = await makePerson(await newPage(), "owner");
    await prisma().member.updateMany({ where: { userId: person.id }, data: { disabledAt: new Date() } });
    expect((await signIn(person.email, person.password)).status).toBe(401);
  });

  it.each([
    ["sign-up", "POST", "/sign-up/email"],
    ["the session's own data", "GET", "/get-session"],
    ["changing the address", "POST", "/change-email"],
    ["deleting people", "POST", "/delete-user"],
    ["a reset that nobody asked for", "POST", "/request-password-reset"],
    ["the error page", "GET", "/error"],
  ])("does not have %s", async (_, method, path) => {
    const person = await makePerson(await newPage(), "owner");
    const headers = signedIn(person);
    expect(
      (await call(method, `/api/auth${path}`, { headers, ...(method === "POST" && { json: {} }) })).status,
    ).toBe(404);
  });

  const foreign: Record<string, string>[] = [
    {},
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: `${TEST_ORIGIN}.evil.example` },
  ];
  it.each(foreign)("refuses a request from %j", async (headers) => {
    const person = await makePerson(await newPage(), "owner");
    const told = await signIn(person.email, person.password, headers);
    expect([told.status, told.headers.getSetCookie()]).toEqual([403, []]);
    expect(told.body.message).toContain(TEST_ORIGIN);
    const out = await call("POST", "/api/auth/sign-out", {
      json: {},
      headers: { cookie: person.cookie, ...headers },
    });
    expect(out.status).toBe(403);
    expect(await prisma().session.count({ where: { userId: person.id } })).toBe(1);
  });
});

describe("a session at the manage API", () => {
  it("acts as the person, from our own pages only", async () => {
    const pageId = await newPage();
    const person = await makePerson(pageId, "manager");
    const create = (headers: Record<string, string>) =>
      call("POST", `/v1/pages/${pageId}/components`, { json: { component: { name: "API" } }, headers });
    for (const foreign of [{}, { origin: "null" }, { origin: "https://evil.example" }])
      expect((await create({ cookie: person.cookie, ...(foreign as Record<string, string>) })).status).toBe(
        403,
      );
    expect((await written(pageId)).actions).toEqual([]);
    expect((await create(signedIn(person))).status).toBe(201);
    const { audits } = await written(pageId);
    expect(audits.map((row) => [row.action, row.actorKind, row.actorId])).toEqual([
      ["component.create", "user", person.id],
    ]);
  });

  it("is nothing beside a token, and nothing on another page", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    const person = await makePerson(pageId, "owner");
    const headers = signedIn(person);
    expect((await call("GET", `/v1/pages/${pageId}`, { token: "x".repeat(40), headers })).status).toBe(401);
    expect((await call("GET", `/v1/pages/${other}`, { headers })).status).toBe(404);
  });

  it("ends when it was idle for a day, or at its absolute end, or when its cookie was touched", async () => {
    const pageId = await newPage();
    const read = (cookie: string) => call("GET", `/v1/pages/${pageId}`, { headers: { cookie } });
    const day = 24 * 60 * 60 * 1000;
    const idle = await makePerson(pageId, "viewer");
    await prisma().session.update({
      where: { id: idle.sessionId },
      data: { seenAt: new Date(Date.now() - day - 1000) },
    });
    const old = await makePerson(pageId, "viewer");
    await prisma().session.update({
      where: { id: old.sessionId },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    const good = await makePerson(pageId, "viewer");
    const changed = good.cookie.replace(/=(.)/, (_, first) => `=${first === "a" ? "b" : "a"}`);
    for (const cookie of [idle.cookie, old.cookie, changed]) expect((await read(cookie)).status).toBe(401);
    expect((await read(good.cookie)).status).toBe(200);
    expect(await prisma().session.count({ where: { id: idle.sessionId } })).toBe(0);
  });
});
