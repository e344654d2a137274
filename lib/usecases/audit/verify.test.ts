import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { GENESIS_HASH } from "#lib/domain/audit/chain.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { sealAudit } from "./seal.ts";
import { MAX_TOLD_FAULTS, verifyHistory } from "./verify.ts";

withDatabase();
const NOW = Date.parse("2026-11-23T10:00:00Z");

/** What somebody with every right on the database can do. */
async function tamper(...statements: string[]): Promise<void> {
  for (const table of ["audit_log", "audit_seals"])
    await pool().query(`alter table ${table} disable trigger all`);
  for (const statement of statements) await pool().query(statement);
  for (const table of ["audit_log", "audit_seals"])
    await pool().query(`alter table ${table} enable trigger all`);
}

/** Twenty sealed records, a minute apart; ids 1 to 20. */
beforeEach(async () => {
  await tamper("truncate audit_log restart identity", "truncate audit_seals");
  await pool().query(
    `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id, after, at)
     select 'pageaaaaaaaa', 'token', 'toktoktoktok', 'component.update', 'component', 'compaaaaaaaa',
       jsonb_build_object('name', 'REST ' || n), $1::timestamptz + n * interval '1 minute' from generate_series(1, 20) n`,
    [new Date(NOW)],
  );
  await sealAudit(NOW);
});

const kinds = async () => (await verifyHistory()).faults.map(({ kind }) => kind);

describe("verifyHistory", () => {
  it("finds a whole history whole, in batches of any size", async () => {
    for (const batch of [1, 3, 20, 21, 5_000])
      expect(await verifyHistory({ batch })).toMatchObject({
        isWhole: true,
        count: 20,
        faultCount: 0,
        faults: [],
      });
  });

  it.each([
    ["a changed text", `update audit_log set after = '{"name": "REST 8 "}' where id = 8`, "record_changed"],
    ["a changed actor", `update audit_log set actor_id = 'x' where id = 8`, "record_changed"],
    ["a changed instant", `update audit_log set at = at + interval '1 ms' where id = 8`, "record_changed"],
    ["a removed text", `update audit_log set after = null where id = 8`, "record_changed"],
    ["a missing record", `delete from audit_log where id = 8`, "record_missing"],
    ["a missing seal", `delete from audit_seals where audit_id = 8`, "seal_missing"],
    [
      "a changed seal",
      `update audit_seals set sealed_at = sealed_at + interval '1 ms' where seq = 8`,
      "record_changed",
    ],
  ])("finds %s", async (_what, sql, kind) => {
    await tamper(sql);
    expect((await kinds())[0]).toBe(kind);
  });

  it("says which record it is", async () => {
    await tamper("delete from audit_log where id = 8");
    expect(await verifyHistory()).toMatchObject({
      isWhole: false,
      count: 20,
      faults: [{ message: "Record 8 (seal 8) is missing" }],
    });
  });

  it("finds a record that vanished with its seal, also when the seals behind it were counted anew", async () => {
    await tamper(
      "delete from audit_log where id = 8",
      "delete from audit_seals where seq = 8",
      "update audit_seals set seq = seq - 1 where seq > 8",
    );
    expect(await kinds()).toContain("seal_changed");
  });

  const slippedIn = `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id, at)
    values ('pageaaaaaaaa', 'token', 'x', 'incident.unpublish', 'incident', 'inciiiiiiiii', '2026-11-23T10:01:30Z')`;

  it("finds a record that was slipped in, before and after a worker sealed it", async () => {
    await pool().query(slippedIn);
    expect(await verifyHistory()).toMatchObject({
      unsealed: { count: 1 },
      faults: [{ kind: "record_inserted", message: expect.stringContaining("never sealed") }],
    });
    await sealAudit(NOW);
    expect(await verifyHistory()).toMatchObject({
      count: 21,
      faults: [{ kind: "record_inserted", message: expect.stringContaining("inserted afterwards") }],
    });
  });

  it("takes records that only wait for their seal as no fault, and counts them", async () => {
    await pool().query(slippedIn.replace("10:01:30", "10:30:00"));
    expect(await verifyHistory()).toMatchObject({ isWhole: true, unsealed: { count: 1 } });
  });

  it("knows heads that were noted before, and says when the end was cut off", async () => {
    const { head } = await verifyHistory();
    expect((await verifyHistory({ knownHead: head! })).isWhole).toBe(true);
    expect((await verifyHistory({ knownHead: GENESIS_HASH })).isWhole).toBe(true);
    await tamper("delete from audit_seals where seq = 20", "delete from audit_log where id = 20");
    expect((await verifyHistory()).isWhole).toBe(true);
    expect(await verifyHistory({ knownHead: head! })).toMatchObject({ faults: [{ kind: "head_unknown" }] });
  });

  it("tells the first faults and counts all of them", async () => {
    await tamper(
      `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id)
        select 'p', 's', 't', 'a', 'b', 'c' from generate_series(1, 150)`,
    );
    await sealAudit(NOW);
    await tamper("update audit_log set action = 'x'");
    const { faultCount, faults } = await verifyHistory();
    expect([faultCount, faults.length]).toEqual([170, MAX_TOLD_FAULTS]);
  });
});
