// kill -9 of web, worker and PostgreSQL in turn, twenty times each, while samples come in through the API.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { crashRun } from "../tests/instance/crash-run.ts";

const ROUNDS = 20;

const dir = mkdtempSync("/tmp/t-developer-status-crash-");
chmodSync(dir, 0o755);
try {
  const report = await crashRun(join(dir, "data"), ROUNDS);
  console.log(JSON.stringify({ bench: "crash", ...report }));
  if (report.missing + report.doubled + Math.abs(report.rollupDifference) > 0) process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
