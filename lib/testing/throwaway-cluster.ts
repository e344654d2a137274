import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { reachableBinaries } from "#lib/setup/postgres/binaries.ts";
import { createCluster, launchCluster, ROLE } from "#lib/setup/postgres/cluster.ts";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { serverUser } from "#lib/setup/postgres/user.ts";

/** Speed before durability: nobody misses these data. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

export type ThrowawayCluster = {
  url(database: string): string;
  /** Stops the server; its data stay. */
  halt(): Promise<void>;
  /** Starts it again at the same place. */
  resume(): Promise<void>;
  stop(): Promise<void>;
};

/** A PostgreSQL of its own below /tmp: as root the server runs as another user, who must reach its files. */
export async function startThrowawayCluster(options: { durable: boolean }): Promise<ThrowawayCluster> {
  const root = await mkdtemp("/tmp/t-developer-status-test-");
  await chmod(root, 0o755);
  const user = await serverUser();
  const place = { dir: join(root, "postgres"), binaries: await reachableBinaries(user), user };
  const password = randomBytes(8).toString("hex");
  await createCluster(place, password);
  const port = await freePort();
  const logFile = join(root, "postgres.log");
  const launch = () => launchCluster(place, { port, logFile, settings: options.durable ? {} : FAST });
  let cluster = await launch();
  return {
    url: (database) => `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}`,
    halt: () => cluster.stop(),
    resume: async () => {
      cluster = await launch();
    },
    stop: async () => {
      await cluster.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
