import { join } from "node:path";
import type { Env } from "#lib/env.ts";
import type { Logger } from "#lib/log.ts";
import { closeDatabase, openDatabase } from "#lib/usecases/database/open.ts";
import { followSnapshot } from "#lib/usecases/snapshot/follow.ts";
import { readBuildId } from "./next-app.ts";
import { openDoors } from "./open-doors.ts";
import { ServedWorld } from "./served-world.ts";
import { SnapshotFiles } from "./snapshot-files.ts";
import { StartFault } from "./start-fault.ts";

const ROOT = join(import.meta.dirname, "../..");

export type WebProcess = {
  port: number;
  /** Ends streams, answers what is under way, closes the database; 10 s at most. */
  close(): Promise<void>;
};

type Options = { env: Env; log: Logger; isDev: boolean };

/**
 * Opens the database, restores the last snapshot, loads Next and listens. The page is served as soon as a snapshot is
 * there, from disk or from the database, whichever comes first.
 * @throws StartFault, or the system's error (EADDRINUSE; a DATA_DIR that cannot be written)
 */
export async function startWeb({ env, log, isDev }: Options): Promise<WebProcess> {
  if (!env.DATABASE_URL)
    throw new StartFault("DATABASE_URL is not set: run npm start, which brings a database, or name yours.");
  const files = new SnapshotFiles(env.DATA_DIR);
  await files.prepare();
  const site = { publicUrl: env.PUBLIC_URL, buildId: isDev ? "development" : await readBuildId(ROOT) };
  openDatabase(env.DATABASE_URL);
  const { listener, events, advance, close } = await openDoors({ root: ROOT, env, log, isDev, site });
  const port = await listener.listen(env.PORT, env.HOST);
  const world = new ServedWorld({ files, log, advance, announce: (version) => events.announce(version) });
  const restored = await world.restore();
  const stopping = new AbortController();
  const following = followSnapshot({
    after: restored ?? undefined,
    onSnapshot: (snapshot) => world.onSnapshot(snapshot),
    onDatabaseState: (isReachable) => world.onDatabaseState(isReachable),
    signal: stopping.signal,
    log,
  });
  log.info({ port, host: env.HOST }, "web listens");
  return {
    port,
    async close() {
      stopping.abort();
      events.close();
      await Promise.all([listener.drain(), following, world.close()]);
      await Promise.allSettled([close(), closeDatabase()]);
    },
  };
}
