import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "#lib/env.ts";
import { ensureFirstStart } from "#lib/usecases/catalogue/first-start.ts";
import { closeDatabase, openDatabase } from "#lib/usecases/database/open.ts";
import { seedDemo } from "./demo/seed.ts";
import { tell } from "./instance/progress.ts";
import { ROOT } from "./run-program.ts";

/** The page that a fresh database gets. */
const CATALOGUE = "prisma/catalogue/t-developer.yaml";

async function withPool(env: Env, work: () => Promise<void>): Promise<void> {
  if (!env.DATABASE_URL) throw new Error("the database is not open yet");
  openDatabase(env.DATABASE_URL, { poolSize: 2 });
  try {
    await work();
  } finally {
    await closeDatabase();
  }
}

/**
 * What every start makes sure of before anybody serves: the page, its monitors below PLATFORM_URL, the token of
 * API_TOKEN. @throws Failure when the catalogue has faults
 */
export async function prepareFirstStart(env: Env): Promise<void> {
  await withPool(env, async () => {
    const { lines, token } = await ensureFirstStart({
      catalogue: readFileSync(join(ROOT, CATALOGUE), "utf8"),
      platformUrl: env.PLATFORM_URL,
      apiToken: env.API_TOKEN,
      now: Date.now(),
    });
    for (const line of lines) tell(`  ${line}`);
    if (token === "set") tell("The token of API_TOKEN is valid from now on");
    if (token === "revoked") tell("API_TOKEN is gone: its token is revoked");
  });
}

/** 90 days of simulated history, once. */
export async function prepareDemo(env: Env): Promise<void> {
  await withPool(env, async () => {
    const startedAt = performance.now();
    tell("Simulating 90 days, unless they are there already …");
    const seeded = await seedDemo({ now: Date.now() });
    if (seeded) tell(`${seeded.rollups} roll-ups and ${seeded.samples} samples simulated`, startedAt);
  });
}
