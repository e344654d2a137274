import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makePerson, TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { NOTICE_SECRETS } from "../deliveries/notify.ts";
import { readLink } from "../one-time-links/read.ts";
import { unsealSecret } from "../secrets/sealed.ts";
import { changeMember } from "./change.ts";
import { askForReset, FORGOTTEN_PAUSE_MS } from "./forgotten.ts";
import { inviteMember } from "./invite.ts";
import { createResetLink } from "./recover.ts";

withDatabase();

const MAILING = { secretKey: TEST_SECRET_KEY };
const notices = (pageId: string) => prisma().delivery.findMany({ where: { pageId }, orderBy: { id: "asc" } });
const tokenOf = (sealed: string | null): string =>
  JSON.parse(unsealSecret(sealed!, TEST_SECRET_KEY, NOTICE_SECRETS)!).token;

async function world() {
  const pageId = await newPage();
  const [owner, member] = [await makePerson(pageId, "owner"), await makePerson(pageId, "responder")];
  return { pageId, owner, member, scope: operatorScope("team:write", pageId) };
}

describe("links of the team by mail", () => {
  it("invite with the same link that is shown, and keep neither address nor token readable", async () => {
    const { pageId, scope } = await world();
    const input = { email: "new@example.com", role: "manager" } as const;
    const made = await inviteMember(scope, input, Date.now(), MAILING);
    const [notice, ...others] = await notices(pageId);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      kind: "invitation",
      channel: "email",
      recipientKind: "address",
      recipientId: made.link.id,
      priority: 0,
      details: { role: "manager" },
    });
    expect(tokenOf(notice!.sealed)).toBe(made.token);
    const { sealed: _, ...readable } = notice!;
    expect(JSON.stringify(readable, (_key, value) => (typeof value === "bigint" ? 0 : value))).not.toMatch(
      new RegExp(`${made.token}|@`),
    );
  });

  it("set a new password for whom an owner helps", async () => {
    const { pageId, scope, member } = await world();
    const made = await createResetLink(scope, member.id, Date.now(), MAILING);
    expect(await notices(pageId)).toMatchObject([
      { kind: "reset", recipientKind: "person", recipientId: member.id },
    ]);
    expect(tokenOf((await notices(pageId))[0]!.sealed)).toBe(made.token);
  });

  it("are only shown where mail is not configured", async () => {
    const { pageId, scope, member } = await world();
    await inviteMember(scope, { email: "new@example.com", role: "viewer" }, Date.now());
    await createResetLink(scope, member.id, Date.now());
    expect(await notices(pageId)).toEqual([]);
  });
});

describe("a forgotten password", () => {
  it("is answered by a mail with a link that works, at most one in ten minutes, and written down", async () => {
    const { pageId, member } = await world();
    const now = Date.now();
    await askForReset(member.email, now, MAILING);
    await askForReset(member.email, now + FORGOTTEN_PAUSE_MS - 1, MAILING);
    const sent = await notices(pageId);
    expect(sent).toHaveLength(1);
    expect((await readLink("reset", tokenOf(sent[0]!.sealed), now)).state).toBe("open");
    const { audits } = await written(pageId);
    expect(audits.map(({ action, objectId }) => [action, objectId])).toEqual([["reset_link.ask", member.id]]);
    expect(JSON.stringify(audits[0]!.after)).not.toContain("@");
    await askForReset(member.email, now + FORGOTTEN_PAUSE_MS + 1, MAILING);
    expect(await notices(pageId)).toHaveLength(2);
  });

  it("sends nothing to strangers and to who is disabled", async () => {
    const { pageId, scope, member } = await world();
    await askForReset("nobody@example.com", Date.now(), MAILING);
    await changeMember(scope, member.id, { disabled: true }, Date.now());
    await askForReset(member.email, Date.now(), MAILING);
    expect(await notices(pageId)).toEqual([]);
  });

  it("is no door at all while mail is not configured", async () => {
    const { member } = await world();
    const headers = { origin: "http://localhost:3000", "x-client-address": "198.51.100.9" };
    const told = await call("POST", "/api/auth/links/forgotten", { json: { email: member.email }, headers });
    expect(told.status).toBe(404);
  });
});
