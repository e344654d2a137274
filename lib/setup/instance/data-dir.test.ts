import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Refusal } from "../refusal.ts";
import { keptSecretKey, openDataDir } from "./data-dir.ts";

const place = mkdtempSync(join(tmpdir(), "data-dir-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe("openDataDir", () => {
  it("makes the folder with those above it, and takes one that is there", () => {
    const dir = join(place, "a/b/c");
    expect(openDataDir(dir)).toBe(dir);
    expect(existsSync(dir)).toBe(true);
    expect(openDataDir(dir)).toBe(dir);
  });

  it.each([
    ["below a file", () => join(place, "file/data")],
    // Also root cannot write here, and mkdir's recursive form would try for ever.
    ["below /proc", () => "/proc/nope/data"],
  ])("refuses a folder %s with a sentence that names it", (_, dir) => {
    writeFileSync(join(place, "file"), "");
    expect(() => openDataDir(dir())).toThrow(Refusal);
    expect(() => openDataDir(dir())).toThrow(dir());
  });
});

describe("keptSecretKey", () => {
  it("is made once and stays", () => {
    const dir = openDataDir(join(place, "keys"));
    const key = keptSecretKey(dir);
    expect(key.length).toBeGreaterThanOrEqual(32);
    expect(keptSecretKey(dir)).toBe(key);
  });
});
