import type { Seal, SealedRecord } from "#lib/domain/audit/chain.ts";
import { instant, millis, type Sql } from "../sql.ts";

/** Of PostgreSQL's advisory locks: whoever holds it lengthens the chain. */
const SEAL_LOCK = 7_335_001;

/**
 * Transactions commit in another order than they take their ids in: records are looked for as far back as the one that
 * was sealed so many seals ago. What is older still is found by the full sweep.
 */
export const LATE_SEALS = 5_000;

const RECORD = (a: string) => `${a}.id::text as id, ${a}.page_id as "pageId", ${a}.actor_kind as "actorKind",
  ${a}.actor_id as "actorId", ${a}.action, ${a}.object_kind as "objectKind", ${a}.object_id as "objectId",
  ${a}.before::text as before, ${a}.after::text as after, ${millis(`${a}.at`)} as at`;
const SEAL = `s.seq::float8 as seq, s.audit_id::text as "auditId", s.previous_hash as "previousHash", s.hash,
  ${millis("s.sealed_at")} as "sealedAt"`;

/** False when another worker is at it; held until the transaction ends. */
export async function takeSealTurn(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query("select pg_try_advisory_xact_lock($1) as taken", [SEAL_LOCK]);
  return rows[0].taken;
}

export async function readHead(sql: Sql): Promise<Seal | null> {
  const { rows } = await sql.query(`select ${SEAL} from audit_seals s order by s.seq desc limit 1`);
  return rows[0] ?? null;
}

/** Records without a seal by id: those that can be new, or all of them. */
export async function readUnsealed(
  sql: Sql,
  { everywhere, limit }: { everywhere: boolean; limit: number },
): Promise<SealedRecord[]> {
  const floor = everywhere
    ? "0"
    : `coalesce((select audit_id from audit_seals order by seq desc offset ${LATE_SEALS} limit 1), 0)`;
  const { rows } = await sql.query(
    `with floor as materialized (select ${floor} as id)
     select ${RECORD("a")} from audit_log a
     where a.id >= (select id from floor)
       and not exists (select 1 from audit_seals s where s.audit_id = a.id and s.audit_id >= (select id from floor))
     order by a.id limit $1`,
    [limit],
  );
  return rows;
}

export async function insertSeals(sql: Sql, seals: readonly Seal[]): Promise<void> {
  await sql.query(
    `insert into audit_seals (seq, audit_id, previous_hash, hash, sealed_at)
     select seq, audit_id, previous_hash, hash, ${instant("at")}
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::float8[]) as n(seq, audit_id, previous_hash, hash, at)`,
    [
      seals.map(({ seq }) => seq),
      seals.map(({ auditId }) => auditId),
      seals.map(({ previousHash }) => previousHash),
      seals.map(({ hash }) => hash),
      seals.map(({ sealedAt }) => sealedAt),
    ],
  );
}

export type Link = { seal: Seal; record: SealedRecord | null };

/** The next links behind `seq`, each with its record as it is now. */
export async function readLinks(sql: Sql, afterSeq: number, limit: number): Promise<Link[]> {
  const { rows } = await sql.query(
    `select ${SEAL}, a.id is not null as "isThere", ${RECORD("a")}
     from audit_seals s left join audit_log a on a.id = s.audit_id
     where s.seq > $1 order by s.seq limit $2`,
    [afterSeq, limit],
  );
  return rows.map(({ seq, auditId, previousHash, hash, sealedAt, isThere, ...record }) => ({
    seal: { seq, auditId, previousHash, hash, sealedAt },
    record: isThere ? record : null,
  }));
}

export type Unsealed = { count: number; oldestAt: number | null };

/** How many records wait for their seal; with `saidBefore`, only those that say they are older than that. */
export async function countUnsealed(sql: Sql): Promise<Unsealed> {
  const { rows } = await sql.query(
    `select count(*)::float8 as count, ${millis("min(a.at)")} as "oldestAt" from audit_log a
     where not exists (select 1 from audit_seals s where s.audit_id = a.id)`,
  );
  return rows[0];
}

/** Records without a seal that say they are older than `at`: the first `limit` by id. */
export async function readUnsealedBefore(sql: Sql, at: number, limit: number): Promise<SealedRecord[]> {
  const { rows } = await sql.query(
    `select ${RECORD("a")} from audit_log a where a.at < ${instant("$1")}
       and not exists (select 1 from audit_seals s where s.audit_id = a.id) order by a.id limit $2`,
    [at, limit],
  );
  return rows;
}
