import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chmod, chown, mkdir, open, readFile, rename, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { explainPath, Refusal } from "../refusal.ts";
import type { Binaries } from "./binaries.ts";
import { readPidFile } from "./leftover.ts";
import type { ServerUser } from "./user.ts";

export const ROLE = "status";
const MIN_FREE_TO_CREATE_BYTES = 200e6;
const START_TIMEOUT_MS = 300_000;
const FAST_STOP_MS = 6_000;
const POLL_MS = 20;
/** Nothing of ours: the server must not carry our secrets in its environment. */
const SERVER_ENV: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: "/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
};

/** `dir` holds data/; `user` owns it. */
export type ClusterPlace = { dir: string; binaries: Binaries; user: ServerUser };
export type Cluster = {
  pid: number;
  port: number;
  /** Settles when the server is gone, with a word on how. */
  exited: Promise<string>;
  stop(): Promise<void>;
};

const dataOf = (dir: string) => join(dir, "data");

async function refuseWithoutSpace(dir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize;
  if (free < MIN_FREE_TO_CREATE_BYTES)
    throw new Refusal(
      `Only ${Math.floor(free / 1e6)} MB are free at ${dir}; a new database needs ${MIN_FREE_TO_CREATE_BYTES / 1e6} MB. ` +
        "Free some space or set DATA_DIR to another disk.",
    );
}

/**
 * Creates the data folder once, owned by the server's user, with password authentication only. Made beside its place
 * and moved in when it is whole: a start that was killed half-way begins anew.
 * @throws Refusal when the disk is full or the place cannot be written
 */
export async function createCluster({ dir, binaries, user }: ClusterPlace, password: string): Promise<void> {
  if (existsSync(dataOf(dir))) return;
  const draft = join(dir, "data.new");
  const passwordFile = join(dir, "password.new");
  try {
    await mkdir(dir, { recursive: true });
    await chmod(dir, 0o700);
    await refuseWithoutSpace(dir);
    await rm(draft, { recursive: true, force: true });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined)
      for (const path of [dir, passwordFile]) await chown(path, user.uid, user.gid);
    const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-E", "UTF8"];
    await promisify(execFile)(
      join(binaries.dir, "bin/initdb"),
      ["-D", draft, "-U", ROLE, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, ...locale],
      { ...user, cwd: dir, env: SERVER_ENV },
    );
    await rename(draft, dataOf(dir));
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {});
    explainInit(dir, error);
  } finally {
    await rm(passwordFile, { force: true }).catch(() => {});
  }
}

function explainInit(dir: string, error: unknown): never {
  const said = (error as { stderr?: string }).stderr;
  if (error instanceof Refusal || said === undefined) explainPath(dir, error);
  if (/No space left/.test(said))
    throw new Refusal(`The disk that holds ${dir} is full; free some space, then start again.`);
  throw new Refusal(`PostgreSQL could not create its data in ${dir}: ${said.trim()}`, { cause: error });
}

/** @throws Refusal when another major version of PostgreSQL wrote the data */
export function refuseOtherVersion({ dir, binaries }: ClusterPlace): void {
  const file = join(dataOf(dir), "PG_VERSION");
  if (!existsSync(file)) return;
  const found = Number.parseInt(readFileSync(file, "utf8"), 10);
  if (found !== binaries.major)
    throw new Refusal(
      `${dir} holds data of PostgreSQL ${found}, but this version brings PostgreSQL ${binaries.major}. With the release ` +
        `that made it run "npm run status -- backup FILE", move ${dir} away, then run "npm run status -- restore FILE" here.`,
    );
}

/** A new password for our role, set without a running server: for a password file that was lost. */
export async function resetPassword({ dir, binaries, user }: ClusterPlace, password: string): Promise<void> {
  const args = ["--single", "-D", dataOf(dir), "postgres"];
  const child = promisify(execFile)(join(binaries.dir, "bin/postgres"), args, {
    ...user,
    cwd: dir,
    env: SERVER_ENV,
  });
  child.child.stdin?.end(`ALTER ROLE ${ROLE} PASSWORD '${password}';\n`);
  await child;
}

type Launch = { port: number; logFile: string; settings?: Record<string, string> };

/**
 * Starts the server in a session of its own (Ctrl-C in our terminal does not reach it) and waits until it answers.
 * Crash recovery after a kill is PostgreSQL's own and part of the wait.
 */
export async function launchCluster(
  place: ClusterPlace,
  { port, logFile, settings = {} }: Launch,
): Promise<Cluster> {
  const { dir, binaries, user } = place;
  const log = await open(logFile, "a", 0o600);
  const logStart = (await log.stat()).size;
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    log_timezone: "UTC",
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(
    join(binaries.dir, "bin/postgres"),
    ["-D", dataOf(dir), "-p", String(port), ...options],
    {
      ...user,
      cwd: dir,
      env: SERVER_ENV,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    },
  );
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
  await log.close();
  let gone: string | undefined;
  exited.then((how) => {
    gone = how;
  });
  for (
    const startedAt = performance.now();
    performance.now() - startedAt < START_TIMEOUT_MS;
    await sleep(POLL_MS)
  ) {
    if (gone !== undefined) throw new StartFault(gone, (await readFile(logFile, "utf8")).slice(logStart));
    const file = readPidFile(dataOf(dir));
    if (file?.pid === child.pid && file?.isReady)
      return { pid: child.pid!, port, exited, stop: () => stopServer(child.pid!, exited) };
  }
  await stopServer(child.pid!, exited);
  throw new Refusal(`PostgreSQL was not ready after ${START_TIMEOUT_MS / 1000} s; ${logFile} tells why.`);
}

/** The server ended while starting; `log` is what it wrote meanwhile. */
export class StartFault extends Error {
  readonly log: string;
  constructor(how: string, log: string) {
    super(`PostgreSQL ended with ${how} while starting`);
    this.log = log;
  }
}

/** Fast shutdown: open transactions are rolled back, nothing committed is lost. Immediate shutdown is crash-safe too. */
async function stopServer(pid: number, exited: Promise<string>): Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(pid, name);
    } catch {
      // Gone already.
    }
  };
  signal("SIGINT");
  const isGone = await Promise.race([exited.then(() => true), sleep(FAST_STOP_MS, false, { ref: false })]);
  if (!isGone) signal("SIGQUIT");
  await exited;
}
