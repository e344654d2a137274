// Runs on whatever Node (>= 20.19) the machine has, with nothing installed: installs the packages when the lock file
// changed (telling so on standard error), then hands over to the Node 24 that came with them. Everything else is
// lib/setup/main.ts.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, NOTES_DIR, runningInstances, writeWhole } from "./lib/setup/running.mjs";

const ROOT = import.meta.dirname;
const OLDEST_NODE = [20, 19];
const INSTALL_LOCK = join(ROOT, ".installing");
const INSTALL_POLL_MS = 200;
const STAMP = join(NOTES_DIR, "lock-hash");
const NODE_24 = join(ROOT, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
const FORWARDED = ["SIGTERM", "SIGINT", "SIGHUP"];

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** The environment for npm: without our own bin folder, which it is about to replace, and with the dev packages. */
function npmEnvironment() {
  const { NODE_ENV, ...env } = process.env;
  const bin = join(ROOT, "node_modules/.bin");
  env.PATH = (env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== bin)
    .join(delimiter);
  // Any existing file keeps Prisma from downloading an engine that we do not use.
  env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(ROOT, "package.json");
  return env;
}

/** The program that runs for us now; a signal that comes before it is started is kept for it. */
let current;
let isStopped = false;

/** Runs a program to its end; signals that we get go to it. Resolves with its exit code. */
async function run(program, args, options) {
  if (isStopped) process.exit(1);
  return await new Promise((resolve, reject) => {
    current = spawn(program, args, { cwd: ROOT, ...options });
    current.once("error", reject);
    current.once("exit", (code) => {
      current = undefined;
      resolve(code ?? 1);
    });
  });
}

async function npm(args, what) {
  const shell = process.platform === "win32";
  const options = { stdio: ["inherit", 2, 2], env: npmEnvironment(), shell };
  const code = await run("npm", args, options).catch((error) =>
    refuse(`${what} failed: npm could not be started (${error.message}). Install npm 10 or newer.`),
  );
  if (isStopped) process.exit(1);
  if (code !== 0)
    refuse(
      `${what} failed; npm said why above. Check the network and the free disk space, then run it again.`,
    );
}

/** Two commands at once in one folder: the second waits, and then finds everything installed. */
async function takeInstallLock() {
  for (let isTold = false; ; await sleep(INSTALL_POLL_MS)) {
    if (isStopped) process.exit(1);
    try {
      writeFileSync(INSTALL_LOCK, `${process.pid}\n${identityOf(process.pid)}`, { flag: "wx" });
      process.on("exit", () => rmSync(INSTALL_LOCK, { force: true }));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") refuse(`This folder cannot be written (${error.message}).`);
    }
    const [pid, identity] = readLock();
    if (pid && identity && identityOf(Number(pid)) === identity) {
      if (!isTold) console.error(`Process ${pid} is installing the packages; waiting for it …`);
      isTold = true;
    } else if (pid !== undefined) rmSync(INSTALL_LOCK, { force: true });
  }
}

function readLock() {
  try {
    return readFileSync(INSTALL_LOCK, "utf8").split("\n");
  } catch {
    return [];
  }
}

/** True if packages were installed now. */
async function installWhatIsMissing(command) {
  const wanted = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  const isInstalled = () => existsSync(STAMP) && readFileSync(STAMP, "utf8").trim() === wanted;
  if (isInstalled()) return false;
  const running = runningInstances();
  if (running.length > 0) {
    if (command === "status") return false;
    refuse(
      `The packages changed, but an instance runs from this folder (process ${running.join(", ")}). ` +
        "Stop it first; installing would pull the files from under it.",
    );
  }
  await takeInstallLock();
  if (isInstalled()) return true;
  console.error("Installing packages …");
  const startedAt = Date.now();
  await npm(
    ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    "Installing the packages",
  );
  mkdirSync(NOTES_DIR, { recursive: true });
  writeWhole(STAMP, wanted);
  rmSync(INSTALL_LOCK, { force: true });
  console.error(`Installed packages in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return true;
}

/** Where npm was told to run no install scripts, the package `node` still lacks its program. */
async function ensureNode24() {
  if (existsSync(NODE_24)) return;
  console.error("Fetching Node 24 …");
  await npm(["rebuild", "node", "--ignore-scripts=false", "--loglevel=error"], "Fetching Node 24");
  if (existsSync(NODE_24)) return;
  rmSync(STAMP, { force: true });
  refuse("Node 24 is missing from node_modules after the install. Remove node_modules and run it again.");
}

async function handOver(installedNow, forwards) {
  const main = join(ROOT, "lib/setup/main.ts");
  const args = process.argv.slice(2);
  if (!installedNow && realpathSync(process.execPath) === realpathSync(NODE_24)) {
    // The same process goes on: it has signals of its own to hear.
    for (const remove of forwards) remove();
    await import(main);
    return;
  }
  const watch = join(ROOT, "lib/setup/parent-watch.mjs");
  const stdio = ["inherit", "inherit", "inherit", "ipc"];
  const code = await run(NODE_24, ["--import", watch, main, ...args], { stdio }).catch((error) =>
    refuse(`Node 24 could not be started: ${error.message}`),
  );
  process.exit(code);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]))
  refuse(`This is Node ${process.versions.node}; T-Developer Status needs Node 20.19 or newer to start.`);
process.chdir(ROOT);
const forwards = FORWARDED.map((signal) => {
  const forward = () => {
    isStopped = true;
    current?.kill(signal);
  };
  process.on(signal, forward);
  return () => process.off(signal, forward);
});
const installedNow = await installWhatIsMissing(process.argv[2]);
await ensureNode24();
await handOver(installedNow, forwards);
