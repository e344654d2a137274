import { execFile, spawn } from "node:child_process";
import { chmod, chown, mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { inheritedEnvironment } from "#lib/env.ts";
import { packagedBinariesDir } from "./binaries.ts";

const run = promisify(execFile);

export type Cluster = { url(database: string): string; port: number; pid: number; stop(): Promise<void> };

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function serverUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const passwd = await readFile("/etc/passwd", "utf8");
  const row = ["postgres", "nobody"]
    .map((name) => passwd.split("\n").find((line) => line.startsWith(`${name}:`)))
    .find(Boolean);
  if (!row)
    throw new Error("PostgreSQL refuses to run as root and this machine has no user postgres or nobody");
  const [, , uid, gid] = row.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

export async function startCluster(dir: string, options: { durable: boolean }): Promise<Cluster> {
  const binaries = join(packagedBinariesDir(), "bin");
  const user = await serverUser();
  await mkdir(dir, { recursive: true });
  if (user.uid !== undefined) await chown(dir, user.uid, user.gid ?? user.uid);
  await chmod(dir, 0o700);
  const data = join(dir, "data");
  const port = await freePort();
  await run(
    join(binaries, "initdb"),
    ["-D", data, "-U", "status", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"],
    { ...user, env: { ...inheritedEnvironment(), LC_ALL: "C.UTF-8" } },
  );
  const fast = options.durable
    ? []
    : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
  const child = spawn(
    join(binaries, "postgres"),
    ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", dir, ...fast],
    { ...user, detached: true, stdio: "ignore" },
  );
  const url = (database: string) => `postgresql://status@127.0.0.1:${port}/${database}`;
  for (;;) {
    const ready = await readFile(join(data, "postmaster.pid"), "utf8").then(
      (text) => text.includes("ready"),
      () => false,
    );
    if (ready) break;
    if (child.exitCode !== null) throw new Error(`PostgreSQL stopped with code ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    await gone;
  };
  return { url, port, pid: child.pid!, stop };
}
