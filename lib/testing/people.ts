import { createHmac } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import type { Role } from "#lib/domain/people/permission.ts";
import { cookiePrefix } from "#lib/usecases/sign-in/auth.ts";

/** SECRET_KEY of every web process that tests start, and of the tests themselves (vitest.config.ts). */
export const TEST_SECRET_KEY = "a-secret-key-of-tests-and-nothing-else";
/** Where route handlers that are called without a server believe to be: PUBLIC_URL's default. */
export const TEST_ORIGIN = "http://localhost:3000";
export const TEST_PASSWORD = "a long password of tests";

let passwordHash: Promise<string> | undefined;

export type TestPerson = {
  id: string;
  email: string;
  password: string;
  /** The Cookie header of a session. */
  cookie: string;
  sessionId: string;
};

/** A person with a role on the page, a password and a session that is signed in. */
export async function makePerson(pageId: string, role: Role): Promise<TestPerson> {
  passwordHash ??= hashPassword(TEST_PASSWORD);
  const id = newId();
  const email = `${role}-${id}@example.com`;
  await prisma().user.create({
    data: { id, name: role, email, members: { create: { pageId, role } } },
  });
  const account = { id: newId(), userId: id, accountId: id, providerId: "credential" };
  await prisma().account.create({ data: { ...account, password: await passwordHash } });
  return { id, email, password: TEST_PASSWORD, ...(await newSession(id)) };
}

/** Another browser of theirs. */
export async function newSession(userId: string): Promise<{ cookie: string; sessionId: string }> {
  const [sessionId, token] = [newId(), newId() + newId() + newId()];
  const expiresAt = new Date(Date.now() + 24 * 60 * 60 * 1000);
  await prisma().session.create({ data: { id: sessionId, userId, token, expiresAt } });
  const signature = createHmac("sha256", TEST_SECRET_KEY).update(token).digest("base64");
  const value = encodeURIComponent(`${token}.${signature}`);
  return { sessionId, cookie: `${cookiePrefix(TEST_ORIGIN)}.session_token=${value}` };
}

/** Headers with which a route handler takes `person` for signed in, from our own pages. */
export const signedIn = (person: { cookie: string }): Record<string, string> => ({
  cookie: person.cookie,
  origin: TEST_ORIGIN,
});
