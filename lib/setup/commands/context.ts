import type { Command } from "commander";
import type { Env } from "#lib/env.ts";
import { closeDatabase, openDatabase } from "#lib/usecases/database/open.ts";
import { openDataDir } from "../instance/data-dir.ts";
import { liveInstance, lockDataDir } from "../instance/lock.ts";
import { migrate } from "../migrate.ts";
import { runningEmbeddedUrl, startEmbedded } from "../postgres/embedded.ts";
import { Refusal } from "../refusal.ts";

/** What a command gets to do its work with. */
export type CommandContext = {
  /** The checked environment. */
  env(): Env;
  /** Runs `work` with the URL of the database: a running instance's, the given one, or the embedded one for so long. */
  withDatabaseUrl<T>(work: (url: string) => Promise<T>): Promise<T>;
  /** The same with migrated tables and the process's pool open: use cases and the data layer work inside. */
  withDatabase<T>(work: () => Promise<T>): Promise<T>;
};

/** Each file of this folder that is a noun exports one of these as `register`. */
export type RegisterCommands = (program: Command, context: CommandContext) => void;

/** The embedded server for as long as `work` takes; nobody else may start it meanwhile. */
async function withOwnServer<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const lock = await lockDataDir(dataDir, "the command line");
  try {
    const { url, cluster } = await startEmbedded(dataDir);
    try {
      return await work(url);
    } finally {
      await cluster.stop();
    }
  } finally {
    lock.release();
  }
}

/** `environment` is called at most once, when a command first needs it: `--help` works in any environment. */
export function commandContext(environment: () => Env): CommandContext {
  let checked: Env | undefined;
  const env = () => {
    checked ??= environment();
    return checked;
  };
  const withDatabaseUrl: CommandContext["withDatabaseUrl"] = async (work) => {
    const { DATABASE_URL, DATA_DIR } = env();
    if (DATABASE_URL) return await work(DATABASE_URL);
    const dataDir = openDataDir(DATA_DIR);
    const live = liveInstance(dataDir);
    if (!live) return await withOwnServer(dataDir, work);
    const url = runningEmbeddedUrl(dataDir);
    if (!url)
      throw new Refusal(`The instance at ${live.url} is starting or stopping; try again in a moment.`);
    return await work(url);
  };
  return {
    env,
    withDatabaseUrl,
    withDatabase: (work) =>
      withDatabaseUrl(async (url) => {
        await migrate(url);
        openDatabase(url, { poolSize: 2 });
        try {
          return await work();
        } finally {
          await closeDatabase();
        }
      }),
  };
}
