import type { Sql } from "../sql.ts";

/** How many SMS may leave on a day: altogether, and to one range of numbers. `day` is a date of UTC. */
export type SmsAllowance = { day: string; range: string; perDay: number; perRange: number };
export type SmsRefusal = "day" | "range";

const ALL = "all";

/**
 * Takes one SMS out of the day's allowance, whoever else does so at the same moment. Null: it may be sent; else which of the
 * limits is reached, and nothing is taken.
 */
export async function takeSms(
  sql: Sql,
  { day, range, perDay, perRange }: SmsAllowance,
): Promise<SmsRefusal | null> {
  if (perDay <= 0) return "day";
  const { rows } = await sql.query<{ scope: string }>(
    `insert into sms_spending as s (day, scope, sent) values ($1, $2, 1), ($1, '${ALL}', 1)
     on conflict (day, scope) do update set sent = s.sent + 1
       where s.sent < case when s.scope = '${ALL}' then $3::int else $4::int end
     returning scope`,
    [day, range, perDay, perRange],
  );
  if (rows.length === 2) return null;
  const taken = rows.map(({ scope }) => scope);
  await giveBack(sql, day, taken);
  return taken.includes(ALL) ? "range" : "day";
}

async function giveBack(sql: Sql, day: string, scopes: string[]): Promise<void> {
  await sql.query("update sms_spending set sent = greatest(sent - 1, 0) where day = $1 and scope = any($2)", [
    day,
    scopes,
  ]);
}

/** One that was taken did not leave after all. */
export const returnSms = (sql: Sql, { day, range }: Pick<SmsAllowance, "day" | "range">): Promise<void> =>
  giveBack(sql, day, [range, ALL]);

/** How many left on a day. */
export async function countSms(sql: Sql, day: string): Promise<number> {
  const { rows } = await sql.query<{ sent: number }>(
    `select sent from sms_spending where day = $1 and scope = '${ALL}'`,
    [day],
  );
  return rows[0]?.sent ?? 0;
}

export async function forgetSmsBefore(sql: Sql, day: string): Promise<void> {
  await sql.query("delete from sms_spending where day < $1", [day]);
}
