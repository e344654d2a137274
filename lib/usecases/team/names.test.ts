import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { makePerson } from "#lib/testing/people.ts";
import { listTeamNames } from "./names.ts";

withDatabase();

describe("names of the team", () => {
  it("are told to whoever may read the page: of those who may act there, without mail or role", async () => {
    const pageId = await newPage();
    const [owner, viewer, gone] = [
      await makePerson(pageId, "owner"),
      await makePerson(pageId, "viewer"),
      await makePerson(pageId, "manager"),
    ];
    await makePerson(await newPage(), "owner");
    await prisma().member.updateMany({ where: { userId: gone.id }, data: { disabledAt: new Date() } });
    const actor = { kind: "user", id: viewer.id, pageId, role: "viewer" } as const;
    expect(await listTeamNames(authorize(actor, "page:read", pageId))).toEqual([
      { id: owner.id, name: "owner" },
      { id: viewer.id, name: "viewer" },
    ]);
  });

  it("are nobody else's business", async () => {
    const pageId = await newPage();
    const stranger = { kind: "user", id: "s", pageId: await newPage(), role: "owner" } as const;
    expect(() => authorize(stranger, "page:read", pageId)).toThrow("page not found");
  });
});
