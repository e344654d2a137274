import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { Refusal } from "../refusal.ts";
import { ROOT } from "../run-program.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const onPath = (path: string): string | undefined =>
  path
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isProgram);

/** The browser that Playwright keeps for itself, if it has downloaded one. */
async function playwrights(): Promise<string | undefined> {
  const { chromium } = await import("playwright");
  const path = chromium.executablePath();
  return path && isProgram(path) ? path : undefined;
}

function attempt(program: string, args: string[]): void {
  spawnSync(program, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
}

/**
 * Path of a Chromium for the tests: the given one, the system's, Playwright's; else installs one.
 * @throws Refusal when there is none and none could be installed
 */
export async function ensureChromium(given: string | undefined, path: string): Promise<string> {
  if (given) {
    if (!isProgram(given))
      throw new Refusal(`CHROMIUM_PATH is ${given}, which is no program that can be run.`);
    return given;
  }
  const found = onPath(path) ?? (await playwrights());
  if (found) return found;
  console.log("Installing a Chromium for the tests …");
  attempt(process.execPath, ["node_modules/playwright/cli.js", "install", "--with-deps", "chromium"]);
  const downloaded = await playwrights();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && isAptThere()) {
    attempt("apt-get", ["update", "-q"]);
    attempt("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"]);
  }
  const installed = onPath(path);
  if (installed) return installed;
  throw new Refusal(
    "The tests need a Chromium and none could be installed. Install one and set CHROMIUM_PATH to its program.",
  );
}

function isAptThere(): boolean {
  try {
    execFileSync("apt-get", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
