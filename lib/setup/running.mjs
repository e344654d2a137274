// Plain JavaScript: bootstrap.mjs reads it on the system's Node before anything is installed.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
/** Inside node_modules, so that a removed node_modules takes its notes along. */
export const NOTES_DIR = join(ROOT, "node_modules/.t-developer-status");
/** Compiled code of our own and of the packages: halves what a process costs to start. Gone with every install. */
export const COMPILE_CACHE_DIR = join(NOTES_DIR, "compile-cache");
const RUNNING_DIR = join(NOTES_DIR, "running");

/**
 * What tells this process from a later one with the same number: when it was started, and in which boot.
 * @param {number} pid
 * @returns {string | null} null when no such process lives
 */
export function identityOf(pid) {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return null;
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${fields[19]}`;
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/**
 * Writes a file whole or not at all, and never through a hard link that another checkout shares.
 * @param {string} file @param {string} text
 */
export function writeWhole(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * Notes that this process runs from this checkout, so that nobody installs under it, nor builds when it serves pages.
 * @param {{ servesPages: boolean }} what
 */
export function noteRunning({ servesPages }) {
  mkdirSync(RUNNING_DIR, { recursive: true });
  const file = join(RUNNING_DIR, String(process.pid));
  writeWhole(file, `${identityOf(process.pid)}\n${ROOT}\n${servesPages ? "pages" : ""}`);
  process.on("exit", () => rmSync(file, { force: true }));
}

/**
 * Process numbers of the instances that run from this checkout, or only of those that serve its built pages.
 * @param {{ servingPages?: boolean }} [only]
 * @returns {number[]}
 */
export function runningInstances({ servingPages = false } = {}) {
  let names;
  try {
    names = readdirSync(RUNNING_DIR);
  } catch {
    return [];
  }
  return names.map(Number).filter((pid) => {
    if (!Number.isInteger(pid)) return false;
    const file = join(RUNNING_DIR, String(pid));
    const [identity, root, pages] = readFileSync(file, "utf8").split("\n");
    if (root === ROOT && identity !== "" && identity === identityOf(pid))
      return pid !== process.pid && (pages === "pages" || !servingPages);
    rmSync(file, { force: true });
    return false;
  });
}
