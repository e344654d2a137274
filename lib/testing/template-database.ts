import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#lib/setup/migrate.ts";
import { startCluster } from "#lib/setup/postgres/cluster.ts";

export const TEMPLATE = "template_status";

declare module "vitest" {
  export interface ProvidedContext {
    clusterUrl: string;
  }
}

/** vitest global setup: one throw-away PostgreSQL with one migrated template database; every test file clones it. */
export default async function setup(project: TestProject) {
  // Below /tmp: the server runs as another user when the tests run as root, and must reach its files.
  const dir = await mkdtemp("/tmp/t-developer-status-test-");
  await chmod(dir, 0o755);
  const cluster = await startCluster(join(dir, "postgres"), { durable: false });
  const admin = new pg.Client(cluster.url("postgres"));
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate(cluster.url(TEMPLATE));
  project.provide("clusterUrl", cluster.url("postgres"));
  return async () => {
    await cluster.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
