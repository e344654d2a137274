import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { prepare } from "#lib/setup/start.ts";
import { MAIL_FROM } from "#lib/testing/delivery/worker.ts";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { type SmtpSink, startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { type Instance, npmStart, ownEnvironment, queryOf, waitUntil } from "../instance/npm-start.ts";

const MAIN = join(import.meta.dirname, "../../lib/setup/main.ts");
const READY = /T-Developer Status is at/;
const PATIENCE_MS = 60_000;
const COUNT = 20;
/** Longer than a lease, a retry of mail and every loop's period. */
const SILENCE_MS = 17_000;
const TOKEN = "delivery-test-token-0123456789-0123456789";
const KEY = "a-secret-key-of-the-delivery-test-and-of-nothing-else";

const root = reachableDir();
const [home, elsewhere, file] = ["home", "elsewhere", "backup.gz"].map((name) => join(root, name)) as [
  string,
  string,
  string,
];
const started: Instance[] = [];
let sink: SmtpSink;

async function start(dataDir: string): Promise<{ origin: string; stop: () => Promise<void> }> {
  const port = String(await freePort());
  const instance = npmStart({
    ...{ DATA_DIR: dataDir, PORT: port, API_TOKEN: TOKEN, SECRET_KEY: KEY, LOG_LEVEL: "warn" },
    ...{ SMTP_URL: sink.url, MAIL_FROM },
  });
  started.push(instance);
  await instance.until(READY, PATIENCE_MS);
  const stop = async () => {
    instance.child.kill("SIGTERM");
    await instance.exited;
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
}

async function status(dataDir: string, ...args: string[]): Promise<string> {
  const env = ownEnvironment({ DATA_DIR: dataDir, SECRET_KEY: KEY });
  return (await promisify(execFile)(process.execPath, [MAIN, "status", ...args], { env })).stdout;
}

async function publish(origin: string, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  const pages = (await (await fetch(`${origin}/v1/pages`, { headers })).json()) as { id: string }[];
  const incident = { name, body: "We look into it.", status: "investigating" };
  const body = JSON.stringify({ incident });
  const url = `${origin}/v1/pages/${pages[0]!.id}/incidents`;
  const answer = await fetch(url, { method: "POST", headers, body });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
}

const pending = async (dataDir: string) =>
  (await queryOf(dataDir, "select count(*)::int from deliveries where state = 'pending'"))[0] as number;

beforeAll(prepare, 300_000);
beforeAll(async () => {
  sink = await startSmtpSink();
});
afterAll(async () => {
  for (const { child, exited } of started) {
    child.kill("SIGTERM");
    await exited;
  }
  await sink?.stop();
});

describe("nothing is sent", () => {
  let running: Awaited<ReturnType<typeof start>>;

  it("(an incident was told to everybody; a second one waits for a relay that is away)", async () => {
    running = await start(home);
    await queryOf(
      home,
      `insert into subscribers (id, page_id, channel, destination, holder_id, state, language, time_zone, kinds,
         component_ids, group_ids, consent_source, confirmed_at, created_at, updated_at)
       select id, (select id from pages limit 1), 'email', id || '@example.com', id, 'active', 'ko', 'Asia/Seoul',
         '{incidents}', '{}', '{}', 'import', at, at, at
       from (select 's' || lpad(n::text, 11, '0') as id, now() - interval '1 hour' as at
             from generate_series(1, ${COUNT}) n) made`,
    );
    await publish(running.origin, "Slow answers");
    await waitUntil(() => sink.history().length === COUNT, PATIENCE_MS, "telling of it");
    await sink.shut();
    await publish(running.origin, "Slow again");
    await waitUntil(async () => (await pending(home)) === COUNT, PATIENCE_MS, "the expansion");
    await status(home, "backup", file);
    await sink.open();
    await waitUntil(() => sink.history().length === 2 * COUNT, PATIENCE_MS, "telling of the second");
  });

  it("again by another start", async () => {
    await running.stop();
    running = await start(home);
    await sleep(SILENCE_MS);
    expect(sink.history()).toHaveLength(2 * COUNT);
    await running.stop();
  });

  it("by a restored backup, although it holds deliveries that wait, until an operator says so", async () => {
    await status(elsewhere, "restore", file);
    running = await start(elsewhere);
    await sleep(SILENCE_MS);
    expect(sink.history()).toHaveLength(2 * COUNT);
    expect(await pending(elsewhere)).toBe(COUNT);
    expect(await status(elsewhere, "deliveries", "held")).toContain(String(COUNT));
    await status(elsewhere, "deliveries", "drop");
    await publish(running.origin, "News after the restore");
    await waitUntil(() => sink.history().length > 2 * COUNT, PATIENCE_MS, "telling of news");
    await waitUntil(() => sink.history().length === 3 * COUNT, PATIENCE_MS, "telling everybody");
    expect(await pending(elsewhere)).toBe(0);
    const subjects = sink.history().slice(2 * COUNT);
    expect(new Set(subjects.map(({ messageId }) => messageId)).size).toBe(COUNT);
    await running.stop();
  });
});
