import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { until } from "#lib/testing/worker-process.ts";
import { seedDemo } from "./seed.ts";

const database = withDatabase();
let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

function start(env: Record<string, string>) {
  child = spawn(process.execPath, ["lib/setup/demo/main.ts"], {
    env: { NODE_ENV: "test", PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return { exited: once(child, "exit"), output: () => output };
}

it("goes on measuring, shows its inbox, and ends on SIGTERM", async () => {
  await pool().query(
    `insert into pages (id, name, time_zone, languages, policy_weights, updated_at) values ('pppppppppppp', 'T',
       'Asia/Seoul', '{ko,en}', '{"major_outage":1,"partial_outage":0.3,"degraded_performance":0}', now())`,
  );
  // Made a quarter of an hour ago: the samples since then are due.
  await seedDemo({ now: Date.now() - 900_000, days: 1 });
  const { exited, output } = start({ DATABASE_URL: database.url() });
  const count = async () =>
    (
      await pool().query(
        "select count(*)::int as n from uptime_samples where slot_at > now() - interval '10 min'",
      )
    ).rows[0].n as number;
  await until(async () => (await count()) >= 23 * 9);
  const inbox = await until(async () => /"inbox":"([^"]+)"/.exec(output())?.[1]);
  expect(await (await fetch(inbox)).text()).toContain("Demo inbox");
  child?.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
}, 60_000);

it("says what is missing", async () => {
  const { exited, output } = start({ DATABASE_URL: "" });
  expect(await exited).toEqual([1, null]);
  expect(output()).toContain("DATABASE_URL is missing");
});
