import { describe, expect, it } from "vitest";
import type { Actor } from "#lib/domain/people/permission.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool, prisma } from "./db.ts";
import { authorize } from "./scope.ts";
import { change } from "./tx.ts";

withDatabase();
const system: Actor = { kind: "system", id: "test", pageId: null };
const audit = { action: "page.update", objectKind: "page", objectId: "p00000000000" };

describe("change", () => {
  it("writes the rows, the audit record and the event in one transaction", async () => {
    const scope = authorize(system, "settings:write", "p00000000000");
    const result = await change(scope, async () => ({
      result: 7,
      audit,
      event: { kind: "page.changed", payload: {} },
    }));
    expect(result).toBe(7);
    expect(await prisma().auditRecord.count()).toBe(1);
    expect(await prisma().outboxEvent.count()).toBe(1);
  });

  it("writes nothing when the work throws", async () => {
    const scope = authorize(system, "settings:write", "p00000000001");
    const failing = change(scope, async (tx) => {
      await tx.outboxEvent.create({ data: { pageId: "p00000000001", kind: "x", payload: {} } });
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await prisma().outboxEvent.count({ where: { pageId: "p00000000001" } })).toBe(0);
  });

  it("keeps the audit log append-only even for raw SQL", async () => {
    await expect(pool().query("delete from audit_log")).rejects.toThrow("append-only");
  });
});

describe("authorize", () => {
  it("answers a foreign page exactly like one that does not exist", () => {
    const token: Actor = { kind: "token", id: "t", pageId: "aaaaaaaaaaaa", permissions: ["*"] };
    expect(() => authorize(token, "page:read", "bbbbbbbbbbbb")).toThrow("page not found");
  });
  it("refuses a permission that the token lacks", () => {
    const token: Actor = { kind: "token", id: "t", pageId: "aaaaaaaaaaaa", permissions: ["page:read"] };
    expect(() => authorize(token, "components:write", "aaaaaaaaaaaa")).toThrow("lacks the scope");
  });
});
