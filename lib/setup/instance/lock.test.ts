import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { identityOf } from "../running.mjs";
import { liveInstance, lockDataDir } from "./lock.ts";

const root = reachableDir();
let count = 0;
function dataDir(): string {
  count += 1;
  const dir = join(root, `data-${count}`);
  mkdirSync(dir);
  return dir;
}
const sleeper = () => spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);

describe("lockDataDir", () => {
  it("refuses a second instance with a sentence that names the first", async () => {
    const dir = dataDir();
    const lock = await lockDataDir(dir, "http://localhost:3000");
    await expect(lockDataDir(dir, "http://localhost:3001")).rejects.toThrow(
      `Another instance (process ${process.pid}, http://localhost:3000) works on ${dir}.`,
    );
    expect(liveInstance(dir)).toEqual({ pid: process.pid, url: "http://localhost:3000" });
    lock.release();
    expect(liveInstance(dir)).toBeNull();
  });

  it("gives the folder to one of many that ask together", async () => {
    const dir = dataDir();
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(dir, "x")));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("takes over from an owner that is gone and ends what it left running", async () => {
    const dir = dataDir();
    const child = sleeper();
    const gone = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
    const children = [{ pid: child.pid, identity: identityOf(child.pid ?? 0) }];
    writeFileSync(
      join(dir, "instance.json"),
      JSON.stringify({ pid: 2 ** 22 + 1, identity: "before", url: "x", children }),
    );
    const lock = await lockDataDir(dir, "y");
    expect(await gone).toBe("SIGTERM");
    lock.release();
  });

  it("leaves alone a process that only has the number of a child that is gone", async () => {
    const dir = dataDir();
    const bystander = sleeper();
    try {
      const children = [{ pid: bystander.pid, identity: "an earlier boot:1" }];
      const note = { pid: bystander.pid, identity: "an earlier boot:1", url: "x", children };
      writeFileSync(join(dir, "instance.json"), JSON.stringify(note));
      (await lockDataDir(dir, "y")).release();
      expect(identityOf(bystander.pid ?? 0)).not.toBeNull();
    } finally {
      bystander.kill();
    }
  });

  it("takes over a note that cannot be read, and notes the children of now", async () => {
    const dir = dataDir();
    writeFileSync(join(dir, "instance.json"), "{");
    const lock = await lockDataDir(dir, "y");
    lock.noteChildren([{ name: "web", pid: process.pid }]);
    const note = JSON.parse(readFileSync(join(dir, "instance.json"), "utf8"));
    expect(note.children).toEqual([{ name: "web", pid: process.pid, identity: identityOf(process.pid) }]);
    lock.release();
    expect(existsSync(join(dir, "instance.json"))).toBe(false);
  });
});
