import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#lib/setup/migrate.ts";
import { startThrowawayCluster } from "./throwaway-cluster.ts";

export const TEMPLATE = "template_status";

declare module "vitest" {
  export interface ProvidedContext {
    clusterUrl: string;
  }
}

/** vitest global setup: one throw-away PostgreSQL with one migrated template database; every test file clones it. */
export default async function setup(project: TestProject) {
  const cluster = await startThrowawayCluster({ durable: false });
  const admin = new pg.Client(cluster.url("postgres"));
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate(cluster.url(TEMPLATE));
  project.provide("clusterUrl", cluster.url("postgres"));
  return cluster.stop;
}
