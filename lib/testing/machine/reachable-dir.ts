import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for one test file that PostgreSQL's user reaches too; removed at the end. */
export function reachableDir(): string {
  const dir = mkdtempSync(join("/tmp", "t-developer-status-test-"));
  chmodSync(dir, 0o755);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
