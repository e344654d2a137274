import type { Env } from "#lib/env.ts";
import { closeDatabase, openDatabase } from "#lib/usecases/database/open.ts";

/** What a fresh database needs before anybody serves from it. Does nothing on later starts. */
export async function prepareFirstStart(env: Env): Promise<void> {
  openDatabase(env.DATABASE_URL!, { poolSize: 2 });
  try {
  } finally {
    await closeDatabase();
  }
}
