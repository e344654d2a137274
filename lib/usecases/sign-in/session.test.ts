import { expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { makePerson, TEST_ORIGIN, TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { sessionActor } from "./session.ts";

withDatabase();

it("brings a secret that is the session's own, stays the same, and that the database does not hold", async () => {
  const pageId = await newPage();
  const options = { publicUrl: TEST_ORIGIN, secret: TEST_SECRET_KEY, warn: () => {} };
  const people = [await makePerson(pageId, "owner"), await makePerson(pageId, "viewer")];
  const secretOf = async ({ cookie }: { cookie: string }) =>
    (await sessionActor(options, new Headers({ cookie }), Date.now()))!.token;
  const secrets = await Promise.all(people.map(secretOf));
  expect(new Set(secrets).size).toBe(2);
  expect(await secretOf(people[0]!)).toBe(secrets[0]);
  const rows = JSON.stringify(await prisma().session.findMany());
  for (const secret of secrets) expect(rows).not.toContain(secret);
});
