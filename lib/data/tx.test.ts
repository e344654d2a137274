import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#lib/domain/people/permission.ts";
import { beginOther, type Other, until } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool, prisma } from "./db.ts";
import { newId } from "./new-id.ts";
import { authorize } from "./scope.ts";
import { CHANGED_CHANNEL, change } from "./tx.ts";

withDatabase();
const system: Actor = { kind: "system", id: "test", pageId: null };
const anyScope = () => authorize(system, "settings:write", newId());
const audit = { action: "page.update", objectKind: "page", objectId: "p00000000000" };
const event = { kind: "page.changed", payload: { name: "x" } };

const written = async (pageId: string) => ({
  audits: await prisma().auditRecord.count({ where: { pageId } }),
  events: await prisma().outboxEvent.count({ where: { pageId } }),
});

describe("change", () => {
  it("writes the rows, the audit record and the event in one transaction", async () => {
    const scope = anyScope();
    expect(await change(scope, async () => ({ result: 7, audit, event }))).toBe(7);
    expect(await written(scope.pageId)).toEqual({ audits: 1, events: 1 });
    const where = { pageId: scope.pageId };
    const record = { actorKind: "system", actorId: "test", ...audit };
    expect(await prisma().auditRecord.findFirst({ where })).toMatchObject(record);
    expect(await prisma().outboxEvent.findFirst({ where })).toMatchObject({ ...event, handledAt: null });
  });

  it("writes nothing when the work throws", async () => {
    const scope = anyScope();
    const failing = change(scope, async (tx) => {
      await tx.outboxEvent.create({ data: { pageId: scope.pageId, kind: "x", payload: {} } });
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await written(scope.pageId)).toEqual({ audits: 0, events: 0 });
  });

  it("writes nothing when the answer cannot be remembered, and remembers it with the result otherwise", async () => {
    const remembered: unknown[] = [];
    const scope = {
      ...anyScope(),
      beforeCommit: async (_: unknown, result: unknown) => void remembered.push(result),
    };
    await change(scope, async () => ({ result: "made", audit, event }));
    expect(remembered).toEqual(["made"]);
    const refusing = {
      ...scope,
      beforeCommit: async () => {
        throw new Error("taken over");
      },
    };
    await expect(change(refusing, async () => ({ result: 1, audit, event }))).rejects.toThrow("taken over");
    expect(await written(scope.pageId)).toEqual({ audits: 1, events: 1 });
  });

  it("keeps several audit records in the order of what was done", async () => {
    const scope = anyScope();
    const audits = ["a", "b", "c"].map((action) => ({ ...audit, action }));
    await change(scope, async () => ({ result: null, audit: audits, event: null }));
    const where = { pageId: scope.pageId };
    const rows = await prisma().auditRecord.findMany({ where, orderBy: { id: "asc" } });
    expect(rows.map((row) => row.action)).toEqual(["a", "b", "c"]);
    expect(typeof rows[0]?.id).toBe("bigint");
  });

  it("runs again when PostgreSQL ends one of two changes that wait for each other", async () => {
    const ids = ["deadlocked01", "deadlocked02"];
    const page = { name: "0", timeZone: "UTC", languages: ["en"], policyWeights: {} };
    await prisma().page.createMany({ data: ids.map((id) => ({ id, ...page })) });
    const scope = authorize(system, "settings:write", ids[0]!);
    let arrived = 0;
    const cross = (order: string[], name: string) =>
      change(scope, async (tx) => {
        await tx.page.update({ where: { id: order[0]! }, data: { name } });
        // Only when both hold their first row does each wait for the other's.
        arrived += 1;
        while (arrived < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        await tx.$executeRaw`update pages set name = ${name} where id = ${order[1]!}`;
        return { result: name, audit, event: null };
      });
    const done = await Promise.all([cross(ids, "a"), cross(ids.toReversed(), "b")]);
    expect(done).toEqual(["a", "b"]);
    expect(arrived).toBe(3);
    expect(await prisma().auditRecord.count({ where: { pageId: ids[0]! } })).toBe(2);
  });

  it("keeps the audit log append-only even for raw SQL", async () => {
    await change(anyScope(), async () => ({ result: 0, audit, event: null }));
    for (const sql of ["delete from audit_log", "update audit_log set action = 'x'", "truncate audit_log"])
      await expect(pool().query(sql)).rejects.toThrow("append-only");
  });

  describe("tells every process", () => {
    let other: Other;
    let heard: (string | undefined)[];
    beforeEach(async () => {
      other = await beginOther();
      await other.sql.query(`commit; listen ${CHANGED_CHANNEL}`);
      heard = [];
      other.sql.on("notification", ({ payload }) => heard.push(payload));
    });
    afterEach(() => other.sql.end());

    it("of what was committed, and of nothing that changed nothing or was taken back", async () => {
      const [silent, undone, told] = [anyScope(), anyScope(), anyScope()];
      await change(silent, async () => ({ result: 0, audit: null, event: null }));
      await change(undone, async (tx) => {
        await tx.$executeRaw`select pg_notify(${CHANGED_CHANNEL}, ${undone.pageId})`;
        throw new Error("stop");
      }).catch(() => {});
      await change(told, async () => ({ result: 0, audit: null, event }));
      await until(async () => heard.length > 0);
      expect(heard).toEqual([told.pageId]);
    });
  });
});
