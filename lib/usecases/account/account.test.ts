import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, newToken, written } from "#lib/testing/manage/world.ts";
import { makePerson, newSession, signedIn, TEST_ORIGIN } from "#lib/testing/people.ts";

withDatabase();

const NEW_PASSWORD = "an even longer password";
async function world() {
  const pageId = await newPage();
  const person = await makePerson(pageId, "viewer");
  const base = `/v1/pages/${pageId}/account`;
  const ask = (method: string, path: string, json?: unknown, cookie = person.cookie) =>
    call(method, base + path, { headers: signedIn({ cookie }), json });
  return { pageId, person, base, ask };
}
const signIn = (email: string, password: string) =>
  call("POST", "/api/auth/sign-in/email", { json: { email, password }, headers: { origin: TEST_ORIGIN } });

describe("one's own account", () => {
  it("tells name, address, role, language and by what means one signs in", async () => {
    const { ask, person } = await world();
    expect((await ask("GET", "")).body).toEqual({
      id: person.id,
      name: "viewer",
      email: person.email,
      role: "viewer",
      language: null,
      password: true,
      second_factor: false,
      single_sign_on: false,
      passkeys: [],
    });
  });

  it("takes another name and language, and writes down that, not what", async () => {
    const { pageId, ask } = await world();
    const { body } = await ask("PATCH", "", { account: { name: "New\nname", language: "ko" } });
    expect(body).toMatchObject({ name: "New name", language: "ko" });
    const { audits } = await written(pageId);
    expect(audits.map(({ action, after }) => [action, after])).toEqual([
      ["person.update", { fields: ["name", "language"] }],
    ]);
    expect((await ask("PATCH", "", { account: { name: " " } })).status).toBe(422);
    expect((await ask("PATCH", "", { account: { role: "owner" } })).body.role).toBe("viewer");
  });

  it("is nobody else's: a token has none, a stranger sees none", async () => {
    const { pageId, base } = await world();
    expect((await call("GET", base, { token: await newToken(pageId) })).status).toBe(404);
    const stranger = await makePerson(await newPage(), "owner");
    expect((await call("GET", base, { headers: signedIn(stranger) })).status).toBe(404);
  });
});

describe("one's own password", () => {
  const change = (current_password: string, new_password = NEW_PASSWORD) => ({
    current_password,
    new_password,
  });

  it("is changed with the present one, and every session ends", async () => {
    const { pageId, ask, person } = await world();
    await newSession(person.id);
    expect((await ask("POST", "/password", change(person.password))).status).toBe(204);
    expect(await prisma().session.count({ where: { userId: person.id } })).toBe(0);
    expect((await signIn(person.email, person.password)).status).toBe(401);
    expect((await signIn(person.email, NEW_PASSWORD)).status).toBe(200);
    expect((await written(pageId)).actions).toEqual(["person.change_password", "person.sign_in"]);
  });

  it.each([
    ["the present one is wrong", "not my password", NEW_PASSWORD, "current_password"],
    ["the new one is short", "a long password of tests", "short", "new_password"],
    [
      "the new one is the present one",
      "a long password of tests",
      "a long password of tests",
      "new_password",
    ],
  ])("stays when %s", async (_, current, next, path) => {
    const { pageId, ask } = await world();
    const { status, body } = await ask("POST", "/password", change(current, next));
    expect([status, (body.errors as { path: string }[]).map((one) => one.path)]).toEqual([422, [path]]);
    expect((await written(pageId)).actions).toEqual([]);
  });

  it("cannot be guessed at from an open session", async () => {
    const { ask, person } = await world();
    for (let i = 0; i < 5; i++) expect((await ask("POST", "/password", change("wrong"))).status).toBe(422);
    const told = await ask("POST", "/password", change(person.password));
    expect(told.status).toBe(429);
    expect(Number(told.headers.get("retry-after"))).toBeGreaterThan(60);
  });
});

describe("one's own sessions", () => {
  it("are listed, this one marked, and ended one by one or all others at once", async () => {
    const { pageId, ask, person } = await world();
    const others = [await newSession(person.id), await newSession(person.id)];
    const { body } = await ask("GET", "/sessions");
    expect(body).toHaveLength(3);
    expect(body.filter((one) => one.current).map((one) => one.id)).toEqual([person.sessionId]);
    expect((await ask("DELETE", `/sessions/${others[0]!.sessionId}`)).status).toBe(204);
    expect((await ask("GET", "", undefined, others[0]!.cookie)).status).toBe(401);
    expect((await ask("DELETE", "/sessions")).status).toBe(204);
    expect((await ask("GET", "", undefined, others[1]!.cookie)).status).toBe(401);
    expect((await ask("GET", "")).status).toBe(200);
    expect((await written(pageId)).actions).toEqual(["person.revoke_sessions", "person.revoke_sessions"]);
  });

  it("of others are not there", async () => {
    const { ask } = await world();
    const other = await makePerson(await newPage(), "viewer");
    expect((await ask("DELETE", `/sessions/${other.sessionId}`)).status).toBe(404);
    expect(await prisma().session.count({ where: { userId: other.id } })).toBe(1);
  });
});
