import { execFile } from "node:child_process";
import { type Stats, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { Refusal } from "../refusal.ts";

/** Whom the server runs as: empty means ourselves. PostgreSQL refuses to run as root. */
export type ServerUser = { uid?: number; gid?: number };

/** In this order; `nobody` owns files of other programs on some machines, so a user of its own comes first. */
const NAMES = ["postgres", "nobody"];

/** Reads one user out of the text of /etc/passwd. */
export function userIn(passwd: string, name: string): ServerUser | undefined {
  const row = passwd.split("\n").find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid] = row?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/**
 * The user for the server: ourselves, or as root the system user `postgres`, which is made when it is missing.
 * @throws Refusal when root has nobody to run the server as
 */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const read = async () => await readFile("/etc/passwd", "utf8");
  const postgres = userIn(await read(), NAMES[0]!);
  if (postgres) return postgres;
  const args = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAMES[0]!];
  await promisify(execFile)("useradd", args).catch(() => {});
  const passwd = await read();
  const user = NAMES.map((name) => userIn(passwd, name)).find(Boolean);
  if (user) return user;
  throw new Refusal(
    "PostgreSQL refuses to run as root, and no user could be made for it. Make one (useradd --system postgres), " +
      "start as another user, or set DATABASE_URL.",
  );
}

/** Whether the permission bits let `user` pass through the folder. */
function maySearch(stat: Stats, user: ServerUser): boolean {
  const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
  return (stat.mode & bit) !== 0;
}

/** The folders on the way to `path` (itself included, as far as it exists) that `user` may not pass through. */
export function closedFolders(path: string, user: ServerUser): string[] {
  if (user.uid === undefined) return [];
  const folders: string[] = [];
  for (let at = path; ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat?.isDirectory() && !maySearch(stat, user)) folders.unshift(at);
    if (at === dirname(at)) return folders;
  }
}
