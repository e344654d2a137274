import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { prepare } from "#lib/setup/start.ts";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { type Instance, leftovers, lives, npmStart, processesOf, queryOf, waitUntil } from "./npm-start.ts";

const READY = /T-Developer Status is at (\S+)/;
/** The promised times are measured by bench/start.bench.ts; here other tests share the machine. */
const PATIENCE_MS = 60_000;
const root = reachableDir();
const dataDir = join(root, "data");
const port = await freePort();
const env = { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: "warn" };
const healthz = async () =>
  (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.status === 200;
const isDatabaseBack = async () =>
  await queryOf(dataDir, "select answer from kept").then(
    (answers) => answers.includes(42),
    () => false,
  );
function isReplaced(name: "web" | "worker" | "postgres", before: number): boolean {
  try {
    return processesOf(dataDir)[name] !== before && lives(processesOf(dataDir)[name]);
  } catch {
    return false;
  }
}
const started: Instance[] = [];

function start(more: Record<string, string> = {}): Instance {
  const instance = npmStart({ ...env, ...more });
  started.push(instance);
  return instance;
}
afterAll(async () => {
  for (const { child, exited } of started) {
    child.kill("SIGTERM");
    await exited;
  }
});

// Usually done by now: a start is measured here, not a build.
beforeAll(prepare, 300_000);

async function stopByNpmAlone({ child, exited }: Instance): Promise<number> {
  const stoppedAt = performance.now();
  child.kill("SIGTERM");
  await exited;
  return performance.now() - stoppedAt;
}

describe("npm start", { timeout: 120_000 }, () => {
  let instance: Instance;

  it("starts from nothing, answers, and tells where", async () => {
    instance = start();
    await instance.until(READY, PATIENCE_MS);
    expect(READY.exec(instance.output())?.[1]).toBe(`http://localhost:${port}`);
    expect(await healthz()).toBe(true);
    await queryOf(dataDir, "create table kept as select 42 as answer");
  });

  it("refuses a second start on the same data with one sentence", async () => {
    const second = start({ PORT: String(await freePort()) });
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(/^Another instance \(process \d+, http:\S+\) works on .*\n$/);
    expect(await healthz()).toBe(true);
  });

  it.each(["web", "worker", "postgres"] as const)("has %s back after kill -9", async (name) => {
    const before = processesOf(dataDir)[name];
    process.kill(before, "SIGKILL");
    await waitUntil(() => !lives(before), 1_000, "dying");
    await waitUntil(() => isReplaced(name, before), PATIENCE_MS, `the restart of ${name}`);
    await waitUntil(healthz, PATIENCE_MS, "the web process");
    await waitUntil(isDatabaseBack, PATIENCE_MS, "the database");
  });

  it("stops everything, PostgreSQL included, on a SIGTERM to npm alone; a second one is no force", async () => {
    const processes = processesOf(dataDir);
    const again = setTimeout(() => instance.child.kill("SIGTERM"), 5);
    expect(await stopByNpmAlone(instance)).toBeLessThan(15_000);
    clearTimeout(again);
    for (const pid of Object.values(processes)) expect(lives(pid)).toBe(false);
    expect(leftovers(dataDir)).toEqual([]);
    expect(instance.output()).toMatch(/Stopped \(/);
  });

  it("starts again with its data", async () => {
    instance = start();
    await instance.until(READY, PATIENCE_MS);
    expect(await queryOf(dataDir, "select answer from kept")).toEqual([42]);
  });

  it("goes on when whoever read its output goes away", async () => {
    for (const stream of [instance.child.stdout, instance.child.stderr]) stream?.destroy();
    const before = processesOf(dataDir).worker;
    process.kill(before, "SIGKILL"); // The supervisor and the worker have something to say now.
    await waitUntil(() => isReplaced("worker", before), PATIENCE_MS, "the restart of worker");
    expect(await healthz()).toBe(true);
  });

  it("takes over after kill -9 of the supervisor, which takes web and worker with it", async () => {
    const processes = processesOf(dataDir);
    process.kill(processes.supervisor, "SIGKILL");
    await instance.exited;
    await waitUntil(
      () => !lives(processes.web) && !lives(processes.worker),
      12_000,
      "the end of web and worker",
    );
    expect(lives(processes.postgres)).toBe(true);
    instance = start();
    await instance.until(READY, PATIENCE_MS);
    expect(lives(processes.postgres)).toBe(false);
    expect(await queryOf(dataDir, "select answer from kept")).toEqual([42]);
    await stopByNpmAlone(instance);
    expect(leftovers(dataDir)).toEqual([]);
  });
});

describe("npm start refuses, starting nothing", { timeout: 120_000 }, () => {
  async function refused(more: Record<string, string>): Promise<string> {
    const instance = start({ DATA_DIR: join(root, "never"), ...more });
    expect(await instance.exited).toBe(1);
    expect(leftovers(join(root, "never"))).toEqual([]);
    return instance.output();
  }

  it("a bad environment, with one sentence per fault, all at once", async () => {
    const said = await refused({
      PORT: "http",
      PUBLIC_URL: "example",
      API_TOKEN: "short",
      EGRESS_ALLOW: "10/8",
    });
    expect(said.trim().split("\n")).toEqual([
      "The environment has faults:",
      '  PORT must be a whole number from 1 to 65535 (it is "http").',
      '  PUBLIC_URL must be an http:// or https:// URL, such as https://status.example.com (it is "example").',
      "  API_TOKEN must have at least 32 characters.",
      '  EGRESS_ALLOW must be a comma-separated list of host:port (it is "10/8").',
    ]);
  });

  it("a port that another program has", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port: taken } = other.address() as { port: number };
    try {
      expect(await refused({ PORT: String(taken) })).toBe(
        `Port ${taken} is already in use by another program. Stop that program, or set PORT to a free one.\n`,
      );
    } finally {
      other.close();
    }
  });

  it("a data folder that cannot be written", async () => {
    writeFileSync(join(root, "file"), "");
    expect(await refused({ DATA_DIR: join(root, "file/data") })).toMatch(
      /cannot be used: a part of that path is a file; set DATA_DIR to a folder that can be written\.\n$/,
    );
  });

  it("a database that does not answer", async () => {
    const nobody = await freePort();
    expect(await refused({ DATABASE_URL: `postgresql://u:hunter2@127.0.0.1:${nobody}/d` })).toMatch(
      /^The database that DATABASE_URL names does not answer \(.*ECONNREFUSED.*\)\. Start it, or correct DATABASE_URL\.\n$/,
    );
  });
});
