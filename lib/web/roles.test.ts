import { beforeAll, describe, expect, it } from "vitest";
import { ENDPOINTS } from "#lib/api/manage/endpoints/index.ts";
import { HIDING_PERMISSIONS, ROLE_PERMISSIONS, ROLES } from "#lib/domain/people/permission.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, written } from "#lib/testing/manage/world.ts";
import { makePerson, signedIn, TEST_ORIGIN, type TestPerson } from "#lib/testing/people.ts";

withDatabase();

const CASES = ENDPOINTS.flatMap((endpoint) => endpoint.methods.map((method) => ({ method, endpoint })));
const people = {} as Record<(typeof ROLES)[number] | "stranger", TestPerson>;
let pageId: string;

beforeAll(async () => {
  pageId = await newPage();
  for (const role of ROLES) people[role] = await makePerson(pageId, role);
  people.stranger = await makePerson(await newPage(), "owner");
});

/** No such thing exists on the page: whoever may, is told so; nobody changes anything. */
const pathOf = (path: string) =>
  path.replace(/\{(\w+)\}/g, (_, name) => (name === "page_id" ? pageId : "zzzzzzzzzzzz"));

type Case = (typeof CASES)[number];
const ask = ({ method, endpoint }: Case, person: TestPerson, headers = signedIn(person)) =>
  call(method, pathOf(endpoint.path), { headers, ...(endpoint.body && { json: {} }) });
const isRead = (method: string) => method === "GET";

describe.each(CASES)("$method $endpoint.path", (one) => {
  const { method, endpoint } = one;
  // Acts without a body and without an id would really happen; they have tests of their own.
  const isHarmless = isRead(method) || endpoint.body !== undefined || endpoint.path.split("{").length > 2;

  it.each(ROLES)(`for a %s is as the role says (${endpoint.permission})`, async (role) => {
    const holds = ROLE_PERMISSIONS[role].includes(endpoint.permission);
    if (holds && !isHarmless) return;
    const { status, body } = await ask(one, people[role]);
    if (holds) expect([200, 404, 409, endpoint.takesFile ? 415 : 422]).toContain(status);
    else expect(status).toBe(HIDING_PERMISSIONS.includes(endpoint.permission) ? 404 : 403);
    if (!holds && status === 404) expect(body.message).toBe("resource not found");
  });

  it("for a stranger is not there", async () => {
    const { status, body } = await ask(one, people.stranger);
    if (endpoint.path.includes("{page_id}")) expect([status, body.message]).toEqual([404, "page not found"]);
    else expect(JSON.stringify(body)).not.toContain(pageId);
  });

  it("needs a session, and for a change one that comes from our own pages", async () => {
    expect((await call(method, pathOf(endpoint.path), { headers: { origin: TEST_ORIGIN } })).status).toBe(
      401,
    );
    if (isRead(method)) return;
    for (const origin of ["https://evil.example", "null", undefined]) {
      const headers: Record<string, string> = { cookie: people.owner.cookie };
      if (origin) headers.origin = origin;
      const { status, body } = await ask(one, people.owner, headers);
      expect([status, body.message]).toEqual([403, expect.stringContaining(TEST_ORIGIN)]);
    }
  });
});

describe("after all that", () => {
  it("nothing was written, and everybody is still signed in", async () => {
    expect((await written(pageId)).actions).toEqual([]);
    for (const role of ROLES)
      expect((await call("GET", `/v1/pages/${pageId}`, { headers: signedIn(people[role]) })).status).toBe(
        200,
      );
  });
});
