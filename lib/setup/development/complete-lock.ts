// Run after `npm install`: node lib/setup/development/complete-lock.ts
//
// A registry that mirrors only some platforms makes npm leave the other platforms' optional packages out of the lock
// file, and `npm ci` then refuses that file everywhere. This writes the missing entries: version and platform are
// known from the name, and npm fetches an entry only on a machine that it fits.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Entry = {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, Entry> };

/** Where npm would find `name` from the package at `from`, or undefined. */
function resolveInLock(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = `${at ? `${at}/` : ""}node_modules/${name}`;
    if (lock.packages[path]) return path;
    if (at === "") return undefined;
    if (!at.includes("/node_modules/")) at = "";
  }
}

function platformOf(name: string): Pick<Entry, "os" | "cpu" | "libc"> {
  const os = /\b(android|darwin|freebsd|linux|win32)\b/.exec(name)?.[1];
  const cpu = /\b(arm64|arm|ia32|ppc64|riscv64|s390x|x64)\b/.exec(name)?.[1];
  const libc = os === "linux" && name.includes("musl") ? ["musl"] : undefined;
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(libc && { libc }) };
}

/** Optional packages that the lock file names as dependencies, but does not hold. */
export function missingOptionals(lock: Lock): { path: string; entry: Entry }[] {
  return Object.entries(lock.packages).flatMap(([from, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !resolveInLock(lock, from, name))
      .map(([name, version]) => ({
        path: `node_modules/${name}`,
        entry: { version, ...platformOf(name), ...(dev && { dev }), optional: true },
      })),
  );
}

if (import.meta.main) {
  const file = join(import.meta.dirname, "../../../package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;
  const missing = missingOptionals(lock);
  const all = [...Object.entries(lock.packages), ...missing.map(({ path, entry }) => [path, entry] as const)];
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added ${missing.length} packages of other platforms to package-lock.json`);
}
