import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { DEFAULT_LEVELS } from "#lib/domain/escalation/seed.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { startDeliveryWorker } from "#lib/testing/delivery/worker.ts";
import { makeComponent, makeMonitor } from "#lib/testing/engine.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import {
  type HttpSinkProcess,
  type SmtpSinkProcess,
  spawnHttpSink,
  spawnSmtpSink,
} from "#lib/testing/network/sink-process.ts";
import { makePerson } from "#lib/testing/people.ts";
import { makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { startTarget, type Target, until, type WorkerProcess } from "#lib/testing/worker-process.ts";

/** The clock of the test: minutes are seconds, probes come every two. */
const INTERVAL_SECONDS = 2;
const AFTER_SECONDS = { 1: 0, 2: 5, 3: 10, 4: 15 } as const;
const TOLERANCE_MS = 5_000;
/** Between the verdict of the judge and the first level: a round rests 5 s, its windows last some more. */
const FROM_VERDICT_MS = 15_000;
const KILLS = 3;

const database = withDatabase();
let [target, mail, hooks] = [] as unknown as [Target, SmtpSinkProcess, HttpSinkProcess];
let worker: WorkerProcess;
let pageId = "";
let failedAt = 0;
/** How long the machine took at most until a new worker stood in the place of a killed one. */
let awayMs = 0;
const people: string[] = [];

const start = () =>
  startDeliveryWorker({
    databaseUrl: database.url(),
    smtpUrl: mail.url,
    allow: [`127.0.0.1:${target.port}`, `127.0.0.1:${hooks.port}`],
  });

async function prepare(): Promise<void> {
  pageId = await newPage();
  const componentId = await makeComponent(pageId);
  await makeMonitor(pageId, componentId, {
    ...{ kind: "http", config: { url: `http://127.0.0.1:${target.port}/api` } },
    ...{ intervalSeconds: INTERVAL_SECONDS, timeoutMs: 1_000 },
  });
  for (const role of ["responder", "owner"] as const) people.push((await makePerson(pageId, role)).email);
  const levels = DEFAULT_LEVELS.map((one) => ({ ...one, afterSeconds: AFTER_SECONDS[one.level] }));
  await prisma().escalationPolicy.create({
    data: { id: newId(), pageId, name: "fast", isDefault: true, levels: levels as object[] },
  });
  const config = {
    url: `${hooks.origin}/scale`,
    arn: null,
    endpoint: null,
    parameters: {},
    timeoutSeconds: 5,
  };
  await prisma().responseAction.create({
    data: {
      ...{
        id: newId(),
        pageId,
        key: "emergency_scaling",
        name: "Scale",
        kind: "webhook",
        mode: "live",
        config,
      },
      triggers: [{ slo: "SLO-001", severity: "critical", level: 1 }],
    },
  });
  const rule = {
    kind: "availability" as const,
    components: [componentId],
    combine: "any" as const,
    evidence: [],
  };
  // A budget of 43 minutes: one that ends sooner than in five would page before the clock.
  const burn = {
    kind: "burn",
    severity: "critical",
    longSeconds: 3_600,
    shortSeconds: 300,
    factor: 0.5,
  } as const;
  await makeSlo(pageId, {
    ...{ key: "SLO-001", components: [componentId] },
    objectives: [objectiveDefinition("enterprise_plus", { rule, target: "99.9", alerts: [burn] })],
  });
}

/** When the youngest of the workers began (ms). */
const youngest = async (): Promise<number> => {
  const { rows } = await pool().query<{ at: number }>(
    "select (extract(epoch from max(started_at)) * 1000)::float8 as at from worker_heartbeats",
  );
  return rows[0]?.at ?? 0;
};

type Level = { level: number; done: number };
const levels = async () =>
  (
    await pool().query<Level>(
      `select t.level, (extract(epoch from t.done_at - v.detected_at) * 1000)::int as done
       from escalation_timers t join violations v on v.id = t.violation_id where v.page_id = $1 and t.done_at is not null order by 1`,
      [pageId],
    )
  ).rows;

beforeAll(async () => {
  [target, mail, hooks] = await Promise.all([
    startTarget(),
    spawnSmtpSink({ keeps: 1 }),
    spawnHttpSink({ keeps: 1 }),
  ]);
  await prepare();
  worker = start();
  await until(async () => target.seen.length >= 4);
  target.answers.set("/api", 503);
  failedAt = Date.now();
  await until(async () => (await levels()).length > 0, 45_000);
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(1_500 + Math.random() * 2_500);
    await worker.kill("SIGKILL");
    const killedAt = Date.now();
    worker = start();
    await until(async () => (await youngest()) > killedAt);
    awayMs = Math.max(awayMs, Date.now() - killedAt);
  }
  await until(async () => (await levels()).length === 4, 40_000);
  await until(async () => (await mail.counts()).mails >= 3 * people.length, 15_000);
  await sleep(1_500);
}, 110_000);
afterAll(async () => {
  await worker?.kill("SIGKILL");
  await Promise.all([target?.close(), mail?.stop(), hooks?.stop()]);
});

describe("an outage of everything, while the worker is killed again and again", () => {
  it("is a violation since its first failed probe, and answered right after the verdict", async () => {
    const { rows } = await pool().query(
      `select (extract(epoch from started_at) * 1000)::float8 as started, (extract(epoch from detected_at) * 1000)::float8 as detected
       from violations where page_id = $1`,
      [pageId],
    );
    expect(rows).toHaveLength(1);
    const verdictAt = failedAt + 2 * INTERVAL_SECONDS * 1_000 + 1_000;
    expect(rows[0].started).toBeGreaterThan(failedAt - 2 * INTERVAL_SECONDS * 1_000);
    expect(rows[0].detected).toBeLessThan(verdictAt + FROM_VERDICT_MS);
    const posts = await hooks.history();
    expect(posts.map(({ path }) => path)).toEqual(["/scale"]);
    expect(posts[0]!.at).toBeLessThan(verdictAt + FROM_VERDICT_MS);
  });

  it("reaches every level in its time, to five seconds and what a restart takes", async () => {
    for (const { level, done } of await levels()) {
      const due = AFTER_SECONDS[level as keyof typeof AFTER_SECONDS] * 1_000;
      expect([level, done >= due, done - due < TOLERANCE_MS + awayMs]).toEqual([level, true, true]);
    }
  });

  it("pages each of the team once at each level from the second on, and does nothing twice", async () => {
    const mails = await mail.history();
    // What was taken and not noted before a kill goes out again under its id: it is the same message.
    const messages = new Map(mails.map(({ messageId, to }) => [messageId, to[0]]));
    expect([...messages.values()].sort()).toEqual(people.flatMap((one) => [one, one, one]).sort());
    expect(mails.length - messages.size).toBeLessThanOrEqual(KILLS);
    const { rows } = await pool().query("select count(*)::int as n from action_runs where page_id = $1", [
      pageId,
    ]);
    expect(rows).toEqual([{ n: 1 }]);
  });
});
