import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { newSecretKey } from "#lib/env.ts";
import { explainPath } from "../refusal.ts";
import { ROOT } from "../run-program.ts";

/**
 * Makes DATA_DIR where it is missing and proves that it can be written; a relative path is below the project's folder.
 * @throws Refusal with a sentence when it cannot
 */
export function openDataDir(path: string): string {
  const dir = resolve(ROOT, path);
  const probe = join(dir, `.write-probe-${process.pid}`);
  try {
    makeFolder(dir);
    writeFileSync(probe, "x".repeat(4096));
    rmSync(probe);
  } catch (error) {
    removeQuietly(probe);
    explainPath(dir, error);
  }
  return dir;
}

/** Folder by folder: mkdir's own `recursive` never returns where a parent refuses with ENOENT, as /proc does. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  mkdirSync(dir);
}

/** A half-written probe on a full disk must not stay; where nothing was written there is nothing to remove. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The fault that led here is the one to tell.
  }
}

/** SECRET_KEY of an operator who brought none: made once, kept in DATA_DIR, readable by us alone. */
export function keptSecretKey(dataDir: string): string {
  const file = join(dataDir, "secret.key");
  try {
    writeFileSync(file, `${newSecretKey()}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") explainPath(file, error);
  }
  return readFileSync(file, "utf8").trim();
}
