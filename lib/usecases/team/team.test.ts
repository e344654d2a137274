import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { MAX_OPEN_INVITATIONS } from "#lib/domain/people/link.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, newToken, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makePerson, newSession, signedIn } from "#lib/testing/people.ts";
import { changeMember } from "./change.ts";
import { inviteMember } from "./invite.ts";
import { findTeamMember, listTeam } from "./list.ts";
import { recoverOwner } from "./recover.ts";

withDatabase();

const now = () => Date.now();
async function world() {
  const pageId = await newPage();
  const [owner, member] = [await makePerson(pageId, "owner"), await makePerson(pageId, "responder")];
  const stranger = await makePerson(await newPage(), "owner");
  const base = `/v1/pages/${pageId}`;
  const ask = (method: string, path: string, json?: unknown, person = owner) =>
    call(method, `${base}/${path}`, { headers: signedIn(person), json });
  return { pageId, owner, member, stranger, base, ask, scope: operatorScope("team:write", pageId) };
}
const sessions = (userId: string) => prisma().session.count({ where: { userId } });

describe("the team of a page", () => {
  it("is told to owners: who, which role, how protected, when seen", async () => {
    const { ask, owner, member } = await world();
    const { status, body } = await ask("GET", "team");
    expect([status, body.map((one) => one.id)]).toEqual([200, [owner.id, member.id]]);
    expect(body[1]).toMatchObject({ role: "responder", disabled: false, second_factor: false, passkeys: 0 });
    expect(JSON.stringify(body)).not.toMatch(/password|scrypt|token/i);
  });

  it("is found by address as by id, and nobody of another page is", async () => {
    const { scope, member, stranger } = await world();
    expect((await findTeamMember(scope, ` ${member.email.toUpperCase()} `))?.id).toBe(member.id);
    expect((await findTeamMember(scope, member.id))?.email).toBe(member.email);
    expect(await findTeamMember(scope, stranger.email)).toBeNull();
    expect(await findTeamMember(scope, stranger.id)).toBeNull();
  });
});

describe("changing what somebody is", () => {
  it("counts at once, ends their sessions, and is written down", async () => {
    const { pageId, ask, member } = await world();
    await newSession(member.id);
    const { status, body } = await ask("PATCH", `team/${member.id}`, { member: { role: "manager" } });
    expect([status, body.role, await sessions(member.id)]).toEqual([200, "manager", 0]);
    const { audits, events } = await written(pageId);
    expect(audits.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      {
        action: "member.update",
        before: { role: "responder", disabled: false },
        after: { role: "manager", disabled: false },
      },
    ]);
    expect(events).toEqual(["member.updated"]);
  });

  it("changes nothing, and signs nobody out, when it is so already", async () => {
    const { pageId, ask, member } = await world();
    expect((await ask("PATCH", `team/${member.id}`, { member: { role: "responder" } })).status).toBe(200);
    expect([await sessions(member.id), (await written(pageId)).actions]).toEqual([1, []]);
  });

  it("locks a disabled person out of everything at once, and lets them back in", async () => {
    const { base, ask, member } = await world();
    const read = (cookie: string) => call("GET", base, { headers: { cookie } });
    await ask("PATCH", `team/${member.id}`, { member: { disabled: true } });
    expect((await read(member.cookie)).status).toBe(401);
    // A session that was somehow left counts no more either.
    expect((await read((await newSession(member.id)).cookie)).status).toBe(401);
    await ask("PATCH", `team/${member.id}`, { member: { disabled: false } });
    expect((await read((await newSession(member.id)).cookie)).status).toBe(200);
  });

  it.each([{ role: "viewer" }, { disabled: true }])("never takes the last owner away: %j", async (patch) => {
    const { pageId, ask, owner, member } = await world();
    const told = await ask("PATCH", `team/${owner.id}`, { member: patch });
    expect([told.status, told.body.message]).toEqual([409, expect.stringContaining("last owner")]);
    expect([await sessions(owner.id), (await written(pageId)).actions]).toEqual([1, []]);
    await ask("PATCH", `team/${member.id}`, { member: { role: "owner" } });
    expect((await ask("PATCH", `team/${owner.id}`, { member: patch })).status).toBe(200);
  });

  it("leaves an owner when two demote each other at the same moment", async () => {
    const { pageId, scope, owner, member } = await world();
    await changeMember(scope, member.id, { role: "owner" }, now());
    const both = await Promise.allSettled(
      [owner.id, member.id].map((id) => changeMember(scope, id, { role: "viewer" }, now())),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await prisma().member.count({ where: { pageId, role: "owner" } })).toBe(1);
  });

  it("does not reach people of another page, nor let a stranger in", async () => {
    const { ask, stranger, member } = await world();
    const patch = { member: { role: "viewer" } };
    expect((await ask("PATCH", `team/${stranger.id}`, patch)).status).toBe(404);
    expect((await ask("PATCH", `team/${member.id}`, patch, stranger)).status).toBe(404);
  });
});

describe("helping somebody back in", () => {
  it("makes a reset link that is told once and replaces the one before", async () => {
    const { pageId, ask, member } = await world();
    const first = await ask("POST", `team/${member.id}/reset-link`);
    expect(first.status).toBe(201);
    expect(first.body.url).toMatch(/^http:\/\/localhost:3000\/reset\/[\w-]{43}$/);
    await ask("POST", `team/${member.id}/reset-link`);
    expect(await prisma().oneTimeLink.count({ where: { pageId, kind: "reset", revokedAt: null } })).toBe(1);
    expect(JSON.stringify((await written(pageId)).audits.map((row) => row.after))).not.toMatch(/reset\/|@/);
    await ask("PATCH", `team/${member.id}`, { member: { disabled: true } });
    expect((await ask("POST", `team/${member.id}/reset-link`)).status).toBe(409);
  });

  it("ends their sessions, here listed with what browsers say of themselves", async () => {
    const { ask, member } = await world();
    await newSession(member.id);
    expect((await ask("GET", `team/${member.id}/sessions`)).body).toHaveLength(2);
    expect((await ask("DELETE", `team/${member.id}/sessions`)).status).toBe(204);
    expect(await sessions(member.id)).toBe(0);
  });

  it("turns a second factor off, and says so when there is none", async () => {
    const { ask, member } = await world();
    expect((await ask("DELETE", `team/${member.id}/second-factor`)).status).toBe(409);
    const data = { id: `tf${member.id}`, userId: member.id, secret: "s", backupCodes: "b" };
    await prisma().twoFactor.create({ data });
    await prisma().user.update({ where: { id: member.id }, data: { twoFactorEnabled: true } });
    expect((await ask("DELETE", `team/${member.id}/second-factor`)).status).toBe(204);
    expect((await ask("GET", `team/${member.id}`)).body.second_factor).toBe(false);
  });

  it("makes a locked-out owner whole again at the command line", async () => {
    const { pageId, scope, member } = await world();
    await changeMember(scope, member.id, { disabled: true }, now());
    const made = await recoverOwner(scope, member.id, now());
    expect(made.token).toMatch(/^[\w-]{43}$/);
    expect((await listTeam(scope)).find(({ id }) => id === member.id)).toMatchObject({
      role: "owner",
      isDisabled: false,
    });
    expect((await written(pageId)).actions).toEqual(["member.update", "member.recover"]);
  });
});

describe("inviting", () => {
  const invitation = (email: string, role = "viewer") => ({ invitation: { email, role } });

  it("tells the link once, and lists the invitation without it until it is withdrawn", async () => {
    const { pageId, ask } = await world();
    const made = await ask("POST", "invitations", invitation(" New@Example.com "));
    expect([made.status, made.body.email]).toEqual([201, "new@example.com"]);
    const list = await ask("GET", "invitations");
    expect(list.body).toEqual([expect.objectContaining({ id: made.body.id, role: "viewer" })]);
    expect(JSON.stringify(list.body)).not.toMatch(/url|token|invite\//);
    expect((await ask("DELETE", `invitations/${made.body.id}`)).status).toBe(204);
    expect((await ask("DELETE", `invitations/${made.body.id}`)).status).toBe(404);
    const { actions, audits } = await written(pageId);
    expect(actions).toEqual(["invitation.create", "invitation.withdraw"]);
    expect(JSON.stringify(audits.map((row) => [row.after, row.objectId]))).not.toContain("@");
  });

  it("refuses who is of the team, what is no address, and an unknown role", async () => {
    const { ask, member } = await world();
    expect((await ask("POST", "invitations", invitation(member.email))).status).toBe(409);
    for (const bad of [invitation("nobody"), invitation("a@example.com", "root"), { invitation: {} }])
      expect((await ask("POST", "invitations", bad)).status).toBe(422);
  });

  it("has a limit", async () => {
    const { pageId, scope } = await world();
    const expiresAt = new Date(now() + 60_000);
    const who = { actorKind: "operator", actorId: "test" };
    const data = Array.from({ length: MAX_OPEN_INVITATIONS }, (_, i) => ({
      id: `i${pageId.slice(0, 6)}${i}`,
      pageId,
      kind: "invite",
      tokenHash: `${pageId}${i}`,
      email: `many${i}@example.com`,
      role: "viewer",
      expiresAt,
      ...who,
    }));
    await prisma().oneTimeLink.createMany({ data });
    await expect(
      inviteMember(scope, { email: "more@example.com", role: "viewer" }, now()),
    ).rejects.toMatchObject({ kind: "invalid" });
  });

  it("is for tokens with team:write too, and for no others", async () => {
    const { pageId, base } = await world();
    const post = async (scopes: string[]) =>
      call("POST", `${base}/invitations`, {
        token: await newToken(pageId, scopes),
        json: invitation("bot@example.com"),
      });
    expect((await post(["team:write"])).status).toBe(201);
    expect((await post(["settings:write"])).status).toBe(403);
  });
});
