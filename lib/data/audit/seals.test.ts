import { beforeAll, describe, expect, it } from "vitest";
import { GENESIS_HASH, type Seal } from "#lib/domain/audit/chain.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "../db.ts";
import { inTransaction } from "../sql.ts";
import {
  countUnsealed,
  insertSeals,
  readHead,
  readLinks,
  readUnsealed,
  readUnsealedBefore,
  takeSealTurn,
} from "./seals.ts";

withDatabase();
const T = Date.parse("2026-11-23T10:00:00.123Z");

beforeAll(async () => {
  await pool().query(
    `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id, before, after, at)
     values ('pageaaaaaaaa', 'token', 't', 'a.one', 'a', 'x', null, '{"b": 1.50, "a": [1e2, "가"]}', $1),
       ('pageaaaaaaaa', 'user', 'u', 'a.two', 'a', 'x', '{}', null, $1::timestamptz + interval '1 second'),
       ('pageaaaaaaaa', 'user', 'u', 'a.three', 'a', 'x', 'null', null, $1::timestamptz + interval '1 minute')`,
    [new Date(T)],
  );
});

const seal = (seq: number, auditId: string): Seal => ({
  seq,
  auditId,
  previousHash: GENESIS_HASH,
  hash: String(seq).repeat(64),
  sealedAt: T + seq,
});

describe("records without a seal", () => {
  it("are read by id, jsonb as PostgreSQL writes it, instants to the millisecond", async () => {
    const records = await readUnsealed(pool(), { everywhere: false, limit: 2 });
    expect(records).toEqual([
      {
        id: "1",
        pageId: "pageaaaaaaaa",
        actorKind: "token",
        actorId: "t",
        action: "a.one",
        objectKind: "a",
        objectId: "x",
        before: null,
        after: '{"a": [100, "가"], "b": 1.50}',
        at: T,
      },
      expect.objectContaining({ id: "2", before: "{}", after: null, at: T + 1_000 }),
    ]);
  });

  it("are counted, with the oldest, and found by what they say of their age", async () => {
    expect(await countUnsealed(pool())).toEqual({ count: 3, oldestAt: T });
    const older = (at: number, limit = 9) =>
      readUnsealedBefore(pool(), at, limit).then((rows) => rows.map(({ id }) => id));
    expect(await older(T)).toEqual([]);
    expect(await older(T + 1_001)).toEqual(["1", "2"]);
    expect(await older(T + 1_001, 1)).toEqual(["1"]);
  });
});

describe("seals", () => {
  it("are stored and read back with the records they name", async () => {
    expect(await readHead(pool())).toBeNull();
    await insertSeals(pool(), [seal(1, "2"), seal(2, "1")]);
    expect(await readHead(pool())).toEqual(seal(2, "1"));
    const links = await readLinks(pool(), 0, 10);
    expect(links.map((link) => link.seal)).toEqual([seal(1, "2"), seal(2, "1")]);
    expect(links.map((link) => link.record?.action)).toEqual(["a.two", "a.one"]);
    expect((await readLinks(pool(), 1, 10)).map((link) => link.seal.seq)).toEqual([2]);
    expect((await readLinks(pool(), 0, 1)).map((link) => link.seal.seq)).toEqual([1]);
    for (const everywhere of [true, false])
      expect((await readUnsealed(pool(), { everywhere, limit: 9 })).map(({ id }) => id)).toEqual(["3"]);
  });

  it("say when their record is gone", async () => {
    await insertSeals(pool(), [seal(3, "77")]);
    expect((await readLinks(pool(), 2, 1))[0]!.record).toBeNull();
  });

  it("are one for each record and place, and nobody changes them", async () => {
    await expect(insertSeals(pool(), [seal(4, "1")])).rejects.toThrow("audit_seals_audit_id_key");
    await expect(insertSeals(pool(), [seal(2, "3")])).rejects.toThrow("audit_seals_pkey");
    for (const sql of [
      "delete from audit_seals",
      "update audit_seals set hash = 'x'",
      "truncate audit_seals",
    ])
      await expect(pool().query(sql)).rejects.toThrow("append-only");
  });

  it("are made by one worker at a time", async () => {
    await inTransaction(async (sql) => {
      expect(await takeSealTurn(sql)).toBe(true);
      expect(await inTransaction(takeSealTurn)).toBe(false);
    });
    expect(await inTransaction(takeSealTurn)).toBe(true);
  });
});
