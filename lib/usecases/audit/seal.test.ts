import { describe, expect, it } from "vitest";
import { readHead, takeSealTurn } from "#lib/data/audit/seals.ts";
import { pool, prisma } from "#lib/data/db.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { change } from "#lib/data/tx.ts";
import { GENESIS_HASH } from "#lib/domain/audit/chain.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { buildSnapshot } from "../snapshot/build.ts";
import { SEAL_BATCH, sealAudit } from "./seal.ts";
import { verifyHistory } from "./verify.ts";

withDatabase();
const NOW = Date.parse("2026-11-23T10:00:00Z");

const insert = (count: number) =>
  pool().query(
    `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id)
     select 'pageaaaaaaaa', 'system', 'test', 'test.' || n, 'page', 'pageaaaaaaaa' from generate_series(1, $1::int) n`,
    [count],
  );
const sealed = async () =>
  (await pool().query("select seq::int, audit_id::int from audit_seals order by seq")).rows.map(
    ({ seq, audit_id }) => [seq, audit_id],
  );
const sealAll = async () => {
  while ((await sealAudit(NOW)) > 0);
};

describe("sealAudit", () => {
  it("does nothing when there is nothing to seal", async () => {
    expect(await sealAudit(NOW)).toBe(0);
    expect(await inTransaction(readHead)).toBeNull();
    expect(await verifyHistory()).toMatchObject({ isWhole: true, count: 0, head: null });
  });

  it("seals what use cases wrote, once, and the snapshot tells the head", async () => {
    const pageId = await newPage();
    await change(operatorScope("settings:write", pageId), async () => ({
      result: null,
      audit: [
        {
          action: "page.update",
          objectKind: "page",
          objectId: pageId,
          after: { b: 1.5, a: "가\n\u0007", aa: [null] },
        },
        { action: "page.update", objectKind: "page", objectId: pageId, before: { n: 1e21 } },
      ],
      event: null,
    }));
    expect(await sealAudit(NOW)).toBe(2);
    expect(await sealAudit(NOW)).toBe(0);
    const head = (await inTransaction(readHead))!;
    expect(head).toMatchObject({ seq: 2, sealedAt: NOW });
    expect(await prisma().auditSeal.findFirst({ where: { seq: 1n } })).toMatchObject({
      previousHash: GENESIS_HASH,
    });
    expect((await buildSnapshot(pageId, NOW)).auditHead).toEqual({
      hash: head.hash,
      count: 2,
      sealedAt: new Date(NOW).toISOString(),
    });
    expect(await verifyHistory()).toMatchObject({ isWhole: true, count: 2, head: head.hash });
  });

  it("seals a record that is committed late with a lower id behind those that were sealed before", async () => {
    const late = await pool().connect();
    await late.query("begin");
    const insertOne = `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id)
      values ('pageaaaaaaaa', 'system', 'test', 'test.late', 'page', 'pageaaaaaaaa') returning id::int`;
    const lateId = (await late.query(insertOne)).rows[0].id;
    const soonId = (await pool().query(insertOne)).rows[0].id;
    expect(await sealAudit(NOW)).toBe(1);
    await late.query("commit");
    late.release();
    expect(await sealAudit(NOW)).toBe(1);
    expect(soonId).toBeGreaterThan(lateId);
    expect((await sealed()).slice(-2).map(([, id]) => id)).toEqual([soonId, lateId]);
    expect((await verifyHistory()).isWhole).toBe(true);
  });

  it("seals in batches, each behind the one before it", async () => {
    await sealAll();
    await insert(SEAL_BATCH + 5);
    expect([await sealAudit(NOW), await sealAudit(NOW), await sealAudit(NOW)]).toEqual([SEAL_BATCH, 5, 0]);
    expect((await verifyHistory({ batch: 100 })).isWhole).toBe(true);
  });

  it("lets one worker seal at a time", async () => {
    await insert(1);
    await inTransaction(async (sql) => {
      expect(await takeSealTurn(sql)).toBe(true);
      expect(await sealAudit(NOW)).toBe(0);
    });
    expect(await sealAudit(NOW)).toBe(1);
  });

  it("never seals a record twice, however many workers try at once", async () => {
    await insert(300);
    await Promise.all(Array.from({ length: 8 }, () => sealAudit(NOW)));
    await sealAll();
    const ids = (await sealed()).map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await verifyHistory()).toMatchObject({ isWhole: true, unsealed: { count: 0, oldestAt: null } });
  });

  it("finds in the full sweep what lies further back than the usual look", async () => {
    await insert(6_000);
    await sealAll();
    await pool().query(
      `insert into audit_log (id, page_id, actor_kind, actor_id, action, object_kind, object_id)
       overriding system value values (0, 'pageaaaaaaaa', 'system', 'test', 'test.far', 'page', 'pageaaaaaaaa')`,
    );
    expect(await sealAudit(NOW)).toBe(0);
    expect((await verifyHistory()).unsealed.count).toBe(1);
    expect(await sealAudit(NOW, { everywhere: true })).toBe(1);
    expect((await verifyHistory()).isWhole).toBe(true);
  });
});
