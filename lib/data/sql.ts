import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { pool } from "./db.ts";

/** Anything that runs SQL with bound parameters: the pool, or the client of a transaction. */
export type Sql = Pick<pg.ClientBase, "query">;

const ATTEMPTS = 10;
/** Before the next attempt, times its number: about a second in all. */
const PAUSE_MS = 20;
const RETRIED = new Set(["40P01", "40001"]); // deadlock, serialization failure: PostgreSQL asks to run it again

/** Thrown by work that would not wait for another transaction: it is run again. */
export class Contended extends Error {}

const isRetried = (error: unknown): boolean =>
  error instanceof Contended || (error instanceof pg.DatabaseError && RETRIED.has(error.code ?? ""));

export type Begin = "begin" | "begin isolation level repeatable read read only";

/**
 * Runs `work` in one transaction on one connection of the pool; what lost to another transaction is run again, so `work` must
 * be repeatable.
 * A connection whose state is unknown (broken, timed out) is closed, not returned.
 */
export async function inTransaction<T>(work: (sql: Sql) => Promise<T>, begin: Begin = "begin"): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(work, begin);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetried(error)) throw error;
      await sleep(PAUSE_MS * attempt * (0.5 + Math.random()));
    }
  }
}

async function once<T>(work: (sql: Sql) => Promise<T>, begin: Begin): Promise<T> {
  const client = await pool().connect();
  // A connection that is cut between two statements reports it by an event; the next statement fails anyway.
  const ignore = () => {};
  client.on("error", ignore);
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    broken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

/** Instants travel as milliseconds since the epoch; in SQL: `at_ms($1)` is what this wraps around a parameter. */
export const instant = (parameter: string): string => `to_timestamp(${parameter} / 1000.0)::timestamptz(3)`;
/** Milliseconds since the epoch of a timestamptz expression, as a JavaScript number. */
export const millis = (expression: string): string => `(extract(epoch from ${expression}) * 1000)::float8`;
