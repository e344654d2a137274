import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase, openDatabase } from "#lib/data/db.ts";
import { TEMPLATE } from "./template-database.ts";

async function admin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(inject("clusterUrl"));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createDatabase(template: string): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await admin((client) => client.query(`create database ${name} template ${template}`));
  const url = new URL(inject("clusterUrl"));
  url.pathname = `/${name}`;
  return url.href;
}

/** Clones the migrated template database (about 0.1 s) and returns its URL. The caller drops it, or the run's end does. */
export const cloneDatabase = (): Promise<string> => createDatabase(TEMPLATE);

/** The URL of a new database in which nothing is. */
export const emptyDatabase = (): Promise<string> => createDatabase("template1");

/**
 * Call at the top of a test file: opens the process's database on a fresh clone for the whole file.
 * Tests within a file stay apart by page.
 */
export function withDatabase(): { url: () => string } {
  let url = "";
  beforeAll(async () => {
    url = await cloneDatabase();
    openDatabase(url, { poolSize: 5 });
  });
  afterAll(closeDatabase);
  return { url: () => url };
}
