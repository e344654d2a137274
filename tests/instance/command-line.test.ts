import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { leftovers, ownEnvironment } from "./npm-start.ts";

const MAIN = join(import.meta.dirname, "../../lib/setup/main.ts");
const dir = reachableDir();

type Outcome = { code: number; stdout: string; stderr: string };
async function status(dataDir: string, ...args: string[]): Promise<Outcome> {
  return await new Promise((resolve) => {
    const options = { env: ownEnvironment({ DATA_DIR: join(dir, dataDir) }) };
    execFile(process.execPath, [MAIN, "status", ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe("the command line", { timeout: 60_000 }, () => {
  it("tells its nouns, and --help everywhere", async () => {
    const { code, stdout } = await status("unused", "--help");
    expect(code).toBe(0);
    const nouns = [...stdout.matchAll(/^ {2}([a-z]+)\b/gm)].map((match) => match[1]!);
    expect(nouns).toEqual(expect.arrayContaining(["token", "catalogue", "snapshot", "backup", "restore"]));
    const helps = await Promise.all(nouns.map((noun) => status("unused", noun, "--help")));
    for (const help of helps) expect(help.stdout).toContain("Usage: npm run status --");
    expect(existsSync(join(dir, "unused"))).toBe(false);
  });

  it("refuses what it does not know, without starting anything", async () => {
    const { code, stderr } = await status("unused", "nonsense");
    expect(code).toBe(1);
    expect(stderr).toContain("unknown command 'nonsense'");
  });

  it("carries a database to another machine with backup and restore, starting PostgreSQL for so long", async () => {
    const file = join(dir, "moved.backup.gz");
    writeFileSync(join(dir, "not-a-backup.gz"), "text");
    // A restore of nothing usable still leaves an empty database behind, which a backup then refuses.
    expect((await status("first", "restore", join(dir, "not-a-backup.gz"))).stderr).toMatch(
      /is no usable backup/,
    );
    expect((await status("first", "backup", file)).stderr).toBe(
      "The database is empty; there is nothing to back up.\n",
    );
    const catalogue = join(import.meta.dirname, "../../prisma/catalogue/t-developer.yaml");
    expect((await status("first", "catalogue", "apply", catalogue)).code).toBe(0);
    expect((await status("first", "backup", file)).stdout).toMatch(/^Wrote \d+ rows of \d+ tables to /);
    expect((await status("second", "restore", file)).stdout).toMatch(
      /^Restored \d+ rows of \d+ tables as of /,
    );
    expect((await status("second", "restore", file)).stderr).toMatch("Give --replace");
    expect(leftovers(dir)).toEqual([]);
  });
});
