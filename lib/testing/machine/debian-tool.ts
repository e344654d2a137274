import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdirSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const CACHE = join(import.meta.dirname, "../../../node_modules/.cache/debian");
const PLACES = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin"];

function firstProgram(folders: string[], name: string): string | undefined {
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export type Tool = { path: string; env: NodeJS.ProcessEnv };

/**
 * A program of Debian: the installed one, else unpacked from its packages into node_modules/.cache, without installing
 * anything and without a service.
 * @throws Error with one sentence when there is none and its packages cannot be had
 */
export function debianTool(name: string, packages: string[]): Tool {
  const installed = firstProgram([...(process.env.PATH ?? "").split(delimiter), ...PLACES], name);
  if (installed) return { path: installed, env: process.env };
  const root = join(CACHE, name);
  const unpacked = () =>
    firstProgram(
      PLACES.map((place) => join(root, place)),
      name,
    );
  if (!unpacked()) unpack(root, packages, name);
  const path = unpacked();
  if (!path) throw new Error(`The packages ${packages.join(", ")} hold no program ${name}.`);
  const libraries = ["usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu"].map((lib) => join(root, lib));
  return { path, env: { ...process.env, LD_LIBRARY_PATH: libraries.join(delimiter) } };
}

function download(root: string, packages: string[]): void {
  execFileSync("apt-get", ["download", "-q", ...packages], { cwd: root, stdio: "ignore" });
}

function unpack(root: string, packages: string[], name: string): void {
  mkdirSync(root, { recursive: true });
  try {
    try {
      download(root, packages);
    } catch {
      // A fresh machine has no lists of packages yet.
      execFileSync("apt-get", ["update", "-q"], { stdio: "ignore" });
      download(root, packages);
    }
    for (const file of readdirSync(root).filter((one) => one.endsWith(".deb")))
      execFileSync("dpkg", ["-x", file, "."], { cwd: root, stdio: "ignore" });
  } catch (cause) {
    throw new Error(`${name} is missing: install it (Debian: apt-get install ${packages[0]}).`, { cause });
  }
}
