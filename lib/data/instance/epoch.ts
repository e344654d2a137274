import { millis, type Sql } from "../sql.ts";

/** Which life of the database it is, and how far it has come in it. */
export type Epoch = { epoch: string; ticks: number };
/** Why nothing is sent. `heldAt` in ms. */
export type Hold = { heldAt: number; reason: string };

type Row = { epoch: string; ticks: string; heldAt: number | null; reason: string | null };

const COLUMNS = `epoch, ticks, ${millis("held_at")} as "heldAt", held_reason as reason`;

const told = ({ epoch, ticks, heldAt, reason }: Row): Epoch & { hold: Hold | null } => ({
  epoch,
  ticks: Number(ticks),
  hold: heldAt === null ? null : { heldAt, reason: reason ?? "" },
});

/** Makes the row of a database that has none; nobody else opens it until this transaction ends. Null: it had none. */
export async function lockEpoch(sql: Sql, fresh: string): Promise<(Epoch & { hold: Hold | null }) | null> {
  const made = await sql.query(
    "insert into instance_epochs (id, epoch) values ('instance', $1) on conflict do nothing",
    [fresh],
  );
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from instance_epochs where id = 'instance' for update`,
  );
  return made.rowCount === 1 ? null : told(rows[0]!);
}

/** One tick further. Null: there is no row, the database is another one. */
export async function tickEpoch(sql: Sql): Promise<Epoch | null> {
  const { rows } = await sql.query<Row>(
    `update instance_epochs set ticks = ticks + 1 where id = 'instance' returning ${COLUMNS}`,
  );
  return rows[0] ? { epoch: rows[0].epoch, ticks: Number(rows[0].ticks) } : null;
}

/** Null: messages are sent as they come. */
export async function readHold(sql: Sql): Promise<Hold | null> {
  const { rows } = await sql.query<Row>(`select ${COLUMNS} from instance_epochs where id = 'instance'`);
  return rows[0] ? told(rows[0]).hold : null;
}

/**
 * From now on nothing is sent but what people will yet wait for at a screen: what they waited for when the backup was made,
 * nobody waits for any more.
 */
export async function holdSending(sql: Sql, reason: string, now: number): Promise<void> {
  await sql.query(
    `update instance_epochs set held_at = coalesce(held_at, $2), held_reason = coalesce(held_reason, $1) where id = 'instance'`,
    [reason, new Date(now)],
  );
  await sql.query("update deliveries set priority = 1 where finished_at is null and priority = 0");
}
