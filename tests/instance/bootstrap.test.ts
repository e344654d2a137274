import { execFile, spawn } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { identityOf } from "#lib/setup/running.mjs";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";

const ROOT = join(import.meta.dirname, "../..");
const root = reachableDir();
let count = 0;

/**
 * A clone with the real bootstrap, and an npm in its PATH that notes how it was called and "installs" a Node that
 * echoes what it was asked to run.
 */
function clone(): string {
  count += 1;
  const dir = join(root, `clone-${count}`);
  mkdirSync(join(dir, "lib/setup"), { recursive: true });
  mkdirSync(join(dir, "bin"));
  for (const file of ["bootstrap.mjs", "lib/setup/running.mjs", "lib/setup/parent-watch.mjs"])
    copyFileSync(join(ROOT, file), join(dir, file));
  writeFileSync(join(dir, "package.json"), '{"type":"module"}');
  writeFileSync(join(dir, "package-lock.json"), '{"lock":1}');
  const npm = `#!/bin/sh
echo "$@" "[$PRISMA_SCHEMA_ENGINE_BINARY]" "[$NODE_ENV]" >> "${dir}/npm-calls"
[ "$1" = ci ] && rm -rf "${dir}/node_modules"
mkdir -p "${dir}/node_modules/node/bin"
printf '#!/bin/sh\\necho "ran $*"\\n[ "$4" = start ] && sleep 0.3\\nexit 7\\n' > "${dir}/node_modules/node/bin/node"
chmod +x "${dir}/node_modules/node/bin/node"
`;
  writeFileSync(join(dir, "bin/npm"), npm);
  chmodSync(join(dir, "bin/npm"), 0o755);
  return dir;
}

type Outcome = { code: number; output: string };
async function bootstrap(dir: string, ...args: string[]): Promise<Outcome> {
  const env = { PATH: `${join(dir, "bin")}:${process.env.PATH}`, NODE_ENV: "production" as const };
  return await new Promise((resolve) => {
    execFile(process.execPath, [join(dir, "bootstrap.mjs"), ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stderr + stdout });
    });
  });
}
const npmCalls = (dir: string) =>
  existsSync(join(dir, "npm-calls")) ? readFileSync(join(dir, "npm-calls"), "utf8").trim().split("\n") : [];

describe("bootstrap.mjs", () => {
  it("installs in a fresh clone, the dev packages too, and hands over with the arguments and the exit code", async () => {
    const dir = clone();
    const { code, output } = await bootstrap(dir, "status", "backup", "file name");
    expect(code).toBe(7);
    expect(output).toMatch(
      /Installing packages …\nInstalled packages in [\d.]+ s\nran --import \S+ \S+main\.ts status backup file name/,
    );
    expect(npmCalls(dir)).toEqual([
      `ci --include=dev --no-audit --no-fund --loglevel=error [${join(dir, "package.json")}] []`,
    ]);
  });

  it("installs again only when the lock file has changed", async () => {
    const dir = clone();
    await bootstrap(dir, "test");
    await bootstrap(dir, "test");
    expect(npmCalls(dir)).toHaveLength(1);
    writeFileSync(join(dir, "package-lock.json"), '{"lock":2}');
    await bootstrap(dir, "test");
    expect(npmCalls(dir)).toHaveLength(2);
  });

  it("never installs under an instance that runs, and says what to do", async () => {
    const dir = clone();
    await bootstrap(dir, "test");
    writeFileSync(join(dir, "package-lock.json"), '{"lock":2}');
    const note = join(dir, "node_modules/.t-developer-status/running");
    mkdirSync(note);
    writeFileSync(join(note, String(process.pid)), `${identityOf(process.pid)}\n${dir}`);
    const { code, output } = await bootstrap(dir, "start");
    expect(code).toBe(1);
    expect(output).toBe(
      `The packages changed, but an instance runs from this folder (process ${process.pid}). ` +
        "Stop it first; installing would pull the files from under it.\n",
    );
    // The command line works beside it, with what is installed.
    expect((await bootstrap(dir, "status")).output).toContain("ran ");
    expect(npmCalls(dir)).toHaveLength(1);
  });

  it("forgets an instance that is gone, and one whose number another process has now", async () => {
    const dir = clone();
    await bootstrap(dir, "test");
    const note = join(dir, "node_modules/.t-developer-status/running");
    mkdirSync(note);
    writeFileSync(join(note, "4194305"), `gone\n${dir}`);
    writeFileSync(join(note, String(process.pid)), `an earlier process\n${dir}`);
    writeFileSync(join(dir, "package-lock.json"), '{"lock":2}');
    expect((await bootstrap(dir, "start")).output).toContain("Installed packages");
  });

  it("lets one of two commands install while the other waits", async () => {
    const dir = clone();
    const both = await Promise.all([bootstrap(dir, "test"), bootstrap(dir, "check")]);
    expect(both.map(({ code }) => code)).toEqual([7, 7]);
    expect(npmCalls(dir)).toHaveLength(1);
    expect(existsSync(join(dir, ".installing"))).toBe(false);
  });

  it("fetches Node 24 where the install scripts did not run", async () => {
    const dir = clone();
    await bootstrap(dir, "test");
    rmSync(join(dir, "node_modules/node/bin/node"));
    expect((await bootstrap(dir, "test")).code).toBe(7);
    expect(npmCalls(dir)[1]).toMatch(/^rebuild node --ignore-scripts=false/);
  });

  it("tells what to do when npm fails", async () => {
    const dir = clone();
    writeFileSync(join(dir, "bin/npm"), "#!/bin/sh\nexit 1\n");
    const { code, output } = await bootstrap(dir, "start");
    expect(code).toBe(1);
    expect(output).toMatch(/Installing the packages failed; .* Check the network and the free disk space/);
  });

  it("passes signals on and waits for the end of what it started", async () => {
    const dir = clone();
    await bootstrap(dir, "test");
    const script =
      '#!/bin/sh\ntrap "sleep 0.2; echo drained; exit 0" TERM\necho up\nfor n in $(seq 300); do sleep 0.05; done\n';
    writeFileSync(join(dir, "node_modules/node/bin/node"), script);
    const child = spawn(process.execPath, [join(dir, "bootstrap.mjs"), "start"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (String(chunk).includes("up")) child.kill("SIGTERM");
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect({ code, output }).toEqual({ code: 0, output: "up\ndrained\n" });
  });
});
