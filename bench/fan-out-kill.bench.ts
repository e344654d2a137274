// A fan-out to 100,000 mail addresses while the worker is killed with SIGKILL 100 times; the checker reads what the SMTP sink
// recorded. `node bench/fan-out-kill.bench.ts COUNT KILLS` runs a shorter one.
import { killRun } from "#lib/testing/delivery/kill-run.ts";
import { bench, quantile, rounded } from "./world.ts";

const [count = 100_000, kills = 100] = process.argv.slice(2).map(Number);
const DUPLICATES_PER_KILL = 3;
const MAX_RESUME_MS = 15_000;
const TIMEOUT_MS = 1_500_000;

await bench("fan-out-kill", async (databaseUrl) => {
  const report = await killRun({ databaseUrl, count, kills, timeoutMs: TIMEOUT_MS });
  const { history, kills: killed } = report;
  const overConnections = killed.duplicates.filter((n, i) => n > killed.connections[i]!).length;
  return {
    count,
    kills,
    missing: { value: history.missing.length, atMost: 0 },
    strangers: { value: history.strangers.length + history.crowds, atMost: 0 },
    duplicates: { value: history.duplicates, atMost: DUPLICATES_PER_KILL * kills },
    duplicatesAtOneKill: Math.max(...killed.duplicates),
    killsWithMoreThanConnections: { value: overConnections, atMost: 0 },
    duplicatesWithoutKill: { value: killed.unexplained, atMost: 0 },
    changedMessageIds: { value: history.changedIds.length + history.sharedIds.length, atMost: 0 },
    resumedMaxMs: { value: Math.max(...killed.resumedAfterMs), atMost: MAX_RESUME_MS },
    resumedMedianMs: quantile(killed.resumedAfterMs, 0.5),
    peakConnections: report.peakConnections,
    workerPeakMb: rounded(report.peakMb, 0),
    seconds: rounded(report.lastMailMs / 1000, 1),
  };
});
