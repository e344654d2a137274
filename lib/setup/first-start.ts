import type { Env } from "#lib/env.ts";
import { ensureFirstStart } from "#lib/usecases/catalogue/first-start.ts";
import { closeDatabase, openDatabase } from "#lib/usecases/database/open.ts";
import { ensureFirstOwner } from "#lib/usecases/one-time-links/setup.ts";
import { readPageCatalogue, readSloCatalogue } from "./catalogue-files.ts";
import { seedDemo } from "./demo/seed.ts";
import { seedSubscribers } from "./demo/subscribers.ts";
import { tell } from "./instance/progress.ts";

async function withPool<T>(env: Env, work: () => Promise<T>): Promise<T> {
  if (!env.DATABASE_URL) throw new Error("the database is not open yet");
  openDatabase(env.DATABASE_URL, { poolSize: 2 });
  try {
    return await work();
  } finally {
    await closeDatabase();
  }
}

/**
 * What every start makes sure of before anybody serves: the page, its monitors below PLATFORM_URL, the token of
 * API_TOKEN, and a way in for the first owner. Returns what to read when everything runs. @throws Failure when the
 * catalogue has faults
 */
export async function prepareFirstStart(env: Env): Promise<string[]> {
  return await withPool(env, async () => {
    const { pageId, lines, token } = await ensureFirstStart({
      catalogue: readPageCatalogue(),
      definitions: readSloCatalogue(),
      platformUrl: env.PLATFORM_URL,
      apiToken: env.API_TOKEN,
      now: Date.now(),
    });
    for (const line of lines) tell(`  ${line}`);
    if (token === "set") tell("The token of API_TOKEN is valid from now on");
    if (token === "revoked") tell("API_TOKEN is gone: its token is revoked");
    return await prepareFirstOwner(env, pageId);
  });
}

/** Somebody must be able to sign in: while nobody is, the way to become the first owner is printed at every start. */
async function prepareFirstOwner(env: Env, pageId: string): Promise<string[]> {
  const { SECRET_KEY, ADMIN_EMAIL, ADMIN_PASSWORD, PUBLIC_URL } = env;
  if (SECRET_KEY === undefined) throw new Error("the start brings a SECRET_KEY");
  const admin =
    ADMIN_EMAIL !== undefined && ADMIN_PASSWORD !== undefined
      ? { email: ADMIN_EMAIL, password: ADMIN_PASSWORD }
      : undefined;
  const first = await ensureFirstOwner(pageId, { secretKey: SECRET_KEY, admin, now: Date.now() });
  if (first.kind === "made") return [`ADMIN_EMAIL is the first owner: sign in at ${PUBLIC_URL}/sign-in`];
  if (first.kind !== "link") return [];
  return [
    `Nobody can sign in yet. Whoever opens this link first becomes the owner (it works once, until ${new Date(first.expiresAt).toISOString()}):`,
    `  ${PUBLIC_URL}${first.path}`,
  ];
}

/** 90 days of simulated history, once. */
export async function prepareDemo(env: Env, sink: { httpPort: number }): Promise<void> {
  await withPool(env, async () => {
    const startedAt = performance.now();
    tell("Simulating 90 days, unless they are there already …");
    const seeded = await seedDemo({ now: Date.now() });
    await seedSubscribers({ httpPort: sink.httpPort, secretKey: env.SECRET_KEY!, now: Date.now() });
    if (seeded) tell(`${seeded.rollups} roll-ups and ${seeded.samples} samples simulated`, startedAt);
  });
}
