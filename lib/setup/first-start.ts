import type { Env } from "#lib/env.ts";
import { closeDatabase, openDatabase } from "#lib/usecases/database/open.ts";
import { seedDemo } from "./demo/seed.ts";
import { tell } from "./instance/progress.ts";

async function withPool(env: Env, work: () => Promise<void>): Promise<void> {
  if (!env.DATABASE_URL) throw new Error("the database is not open yet");
  openDatabase(env.DATABASE_URL, { poolSize: 2 });
  try {
    await work();
  } finally {
    await closeDatabase();
  }
}

/** What a fresh database needs before anybody serves from it. Does nothing on later starts. */
export async function prepareFirstStart(env: Env): Promise<void> {
  await withPool(env, async () => {});
}

/** 90 days of simulated history, once. */
export async function prepareDemo(env: Env): Promise<void> {
  await withPool(env, async () => {
    const startedAt = performance.now();
    const seeded = await seedDemo({ now: Date.now() });
    if (seeded) tell(`${seeded.rollups} roll-ups and ${seeded.samples} samples simulated`, startedAt);
  });
}
