// Fan-outs to mail addresses, the real worker beside a bare nodemailer pool that sends the same mails to the same sink.
// `node bench/fan-out.bench.ts COUNT FINISHED` runs a shorter one.
import { setTimeout as sleep } from "node:timers/promises";
import { MAIL_CONNECTIONS } from "#lib/channels/email.ts";
import { pool } from "#lib/data/db.ts";
import { allTold, enqueuedAfterMs } from "#lib/testing/delivery/queue.ts";
import { makeSubscribers } from "#lib/testing/delivery/subscribers.ts";
import { tellingWorld } from "#lib/testing/delivery/telling.ts";
import { cpuMs, residentMb, startDeliveryWorker } from "#lib/testing/delivery/worker.ts";
import { type SmtpSinkProcess, spawnSmtpSink } from "#lib/testing/network/sink-process.ts";
import { bareMailRate, sampleOf } from "./support/bare-senders.ts";
import { bench, rounded } from "./world.ts";

const [count = 100_000, finished = 2_000_000] = process.argv.slice(2).map(Number);
const SMALL = Math.min(1_000, count);
/** For the rate beside finished deliveries, and for the bare pool. */
const PART = Math.min(20_000, count);
const CONNECTIONS = MAIL_CONNECTIONS;
const TIMEOUT_MS = 900_000;
const LIMITS = {
  firstMs: 2_000,
  enqueuedMs: 2_000,
  allMs: (240_000 * count) / 100_000,
  ofBare: 0.75,
  memoryMb: 300,
  /** "The same rate": no further off than two runs of the same are. */
  withFinished: 0.85,
};

type Told = { firstMs: number; allMs: number; enqueuedMs: number; perSecond: number; cpuMs: number };

/** Publishes to so many new subscribers of a page of its own and waits until the sink has every mail. */
async function tell(sink: SmtpSinkProcess, pid: number, prefix: string, recipients: number): Promise<Told> {
  const world = await tellingWorld();
  await makeSubscribers({ pageId: world.pageId, count: recipients, prefix });
  await sink.forget();
  const cpuBefore = cpuMs(pid);
  await world.publish();
  const publishedAt = Date.now();
  await allTold(world.pageId, TIMEOUT_MS);
  const mails = await sink.history();
  if (new Set(mails.map(({ to }) => to[0])).size !== recipients || mails.length !== recipients)
    throw new Error(`${mails.length} mails for ${recipients} subscribers`);
  const [first, last] = [mails[0]!.at, mails.at(-1)!.at];
  return {
    firstMs: first - publishedAt,
    allMs: last - publishedAt,
    enqueuedMs: (await enqueuedAfterMs(world.pageId)) ?? Number.NaN,
    perSecond: (recipients / (last - first)) * 1000,
    cpuMs: (cpuMs(pid) - cpuBefore) / recipients,
  };
}

/** Deliveries that are done, as old fan-outs leave them. */
async function fillFinished(rows: number): Promise<void> {
  await pool().query(
    `insert into deliveries (page_id, event_id, incident_id, kind, channel, recipient_kind, recipient_id, state, attempts,
       due_at, expires_at, receipt, finished_at, created_at)
     select 'p00000000old', -1 - n / 100000, 'i' || lpad((n / 100000)::text, 11, '0'), 'event', 'email', 'subscriber',
       's' || lpad((n % 100000)::text, 11, '0'), 'sent', 1, at, at + interval '1 day',
       '{"code": "250", "text": "taken", "duration_ms": 8}', at, at
     from (select n, now() - n * interval '2 seconds' as at from generate_series(1, $1::int) n) made`,
    [rows],
  );
  // They have been there for long: nothing tidies up after a bulk load while the mails go out.
  await pool().query("vacuum analyze deliveries");
  await pool().query("checkpoint");
}

await bench("fan-out", async (databaseUrl) => {
  const sink = await spawnSmtpSink({ keeps: 1 });
  const worker = startDeliveryWorker({ databaseUrl, smtpUrl: sink.url });
  const pid = worker.child.pid!;
  const memory = () => residentMb(pid)!;
  try {
    await sleep(2_000);
    await tell(sink, pid, "a", SMALL);
    const small = memory();
    const sample = await sampleOf((await sink.raw(0))!);
    const bare = () => bareMailRate(sink.port, { connections: CONNECTIONS, count: PART, sample });
    const before = await bare();
    const all = await tell(sink, pid, "b", count);
    const large = memory();
    const after = await bare();
    const empty = await tell(sink, pid, "c", PART);
    await fillFinished(finished);
    const full = await tell(sink, pid, "d", PART);
    const { size } = (await pool().query("select pg_database_size(current_database())::float8 as size"))
      .rows[0];
    return {
      count,
      firstMailMs: { value: all.firstMs, atMost: LIMITS.firstMs },
      enqueuedMs: { value: rounded(all.enqueuedMs, 0), atMost: LIMITS.enqueuedMs },
      seconds: { value: rounded(all.allMs / 1000, 1), atMost: LIMITS.allMs / 1000 },
      perSecond: rounded(all.perSecond, 0),
      barePerSecond: [before, after].map((rate) => rounded(rate.perSecond, 0)).join(" and "),
      ofBare: {
        value: rounded(all.perSecond / ((before.perSecond + after.perSecond) / 2)),
        atLeast: LIMITS.ofBare,
      },
      cpuMsPerMail: rounded(all.cpuMs),
      bareCpuMsPerMail: rounded((before.cpuMs + after.cpuMs) / 2),
      workerMbAfter1000: rounded(small.now, 0),
      workerMbAfterAll: rounded(large.now, 0),
      workerPeakMb: { value: rounded(large.peak, 0), atMost: LIMITS.memoryMb },
      perSecondOfPart: rounded(empty.perSecond, 0),
      perSecondWithFinished: rounded(full.perSecond, 0),
      withFinished: { value: rounded(full.perSecond / empty.perSecond), atLeast: LIMITS.withFinished },
      databaseMb: rounded(size / 1_048_576, 0),
    };
  } finally {
    await worker.kill("SIGKILL");
    await sink.stop();
  }
});
