import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, openDatabase, pool } from "#lib/data/db.ts";
import { cloneDatabase, withDatabase } from "#lib/testing/database.ts";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { sealAudit } from "#lib/usecases/audit/seal.ts";
import { restoreBackup } from "../backup/restore.ts";
import { writeBackup } from "../backup/write.ts";
import type { CommandContext } from "./context.ts";
import { register } from "./history.ts";

const database = withDatabase();
const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: unknown) => void printed.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const context: CommandContext = {
  env: () => {
    throw new Error("not asked for");
  },
  withDatabaseUrl: (work) => work(""),
  withDatabase: (work) => work(),
};

async function verify(...args: string[]): Promise<string> {
  const program = new Command("status").exitOverride();
  register(program, context);
  printed.length = 0;
  await program.parseAsync(["history", "verify", ...args], { from: "user" });
  return printed.join("\n");
}

const insert = (count: number) =>
  pool().query(
    `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id, after)
     select 'pageaaaaaaaa', 'system', 'test', 'page.update', 'page', 'pageaaaaaaaa',
       jsonb_build_object('name', '한글 ' || n, 'weight', n / 3.0) from generate_series(1, $1::int) n`,
    [count],
  );

describe("history verify", () => {
  it("tells count and head of a whole history, and what waits", async () => {
    expect(await verify()).toBe("The history is whole: 0 sealed records.\nHead: none yet");
    await insert(3);
    await sealAudit(Date.now());
    await insert(1);
    expect(await verify()).toMatch(
      /^The history is whole: 3 sealed records; 1 waits for a worker to seal it\.\nHead: [0-9a-f]{64}$/,
    );
    expect(JSON.parse(await verify("--json"))).toMatchObject({
      isWhole: true,
      count: 3,
      unsealed: { count: 1 },
    });
  });

  it("still verifies after a backup was restored, with the same head, and goes on from there", async () => {
    await sealAudit(Date.now());
    const { head } = JSON.parse(await verify("--json"));
    const file = join(reachableDir(), "status.backup.gz");
    await writeBackup(database.url(), file);
    const restored = await cloneDatabase();
    await restoreBackup(restored, file, { replace: true });
    await closeDatabase();
    openDatabase(restored, { poolSize: 2 });
    try {
      expect(JSON.parse(await verify("--json", "--head", head))).toMatchObject({ isWhole: true, head });
      await insert(2);
      await sealAudit(Date.now());
      expect(JSON.parse(await verify("--json", "--head", head))).toMatchObject({ isWhole: true, count: 6 });
    } finally {
      await closeDatabase();
      openDatabase(database.url(), { poolSize: 5 });
    }
  });

  it("ends with a refusal, and so with exit code 1, on a fault", async () => {
    await pool().query("alter table audit_log disable trigger all");
    await pool().query("delete from audit_log where id = 2");
    await expect(verify()).rejects.toThrow("1 fault in the history.");
    expect(printed[0]).toContain(
      "Record 2 (seal 2) is missing.\nThe history is NOT whole: 4 sealed records.",
    );
    await expect(verify("--head", "f".repeat(64))).rejects.toThrow("2 faults in the history.");
    await expect(verify("--head", "xyz")).rejects.toThrow("The request has faults");
  });
});
