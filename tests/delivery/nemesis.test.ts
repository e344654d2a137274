import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { faultsOfOrder, mailSteps } from "#lib/testing/delivery/order.ts";
import { allTold, deliveryStates } from "#lib/testing/delivery/queue.ts";
import { makeSubscribers } from "#lib/testing/delivery/subscribers.ts";
import { tellingWorld } from "#lib/testing/delivery/telling.ts";
import { bounded, chance, whatWaits } from "#lib/testing/delivery/weather.ts";
import { FAST, startDeliveryWorker } from "#lib/testing/delivery/worker.ts";
import { type HttpSink, startHttpSink } from "#lib/testing/network/http-sink.ts";
import { type SmtpSink, startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import type { WorkerProcess } from "#lib/testing/worker-process.ts";

const MAILS = 300;
const HOOKS = 100;
/** What each update says; the last one is the end. */
const WORDS = ["alpha", "bravo", "charlie", "delta", "echo"].map((word) => `Word ${word}.`);
const STATUSES = ["investigating", "investigating", "identified", "monitoring", "resolved"];
const BETWEEN_UPDATES_MS = 2_500;
const LONGEST_CALM_MS = 900;
/** No deed and no word takes so long, however busy the machine; after the weather has calmed, neither does the rest. */
const STEP_MS = 15_000;
const REST_MS = 45_000;
const ALL_MS = 110_000;
const LAST_LINES = 8;
/** Told when something is wrong: put it here to have the same weather again. */
const SEED = Date.now() % 1_000_000;

/** Two workers, and somebody who kills them, cuts both sinks off, refuses and loses answers, at random. */
describe("an incident in the worst of weather", () => {
  const database = withDatabase();
  let mails: SmtpSink;
  let hooks: HttpSink;
  const workers: WorkerProcess[] = [];
  const deeds: string[] = [];
  const { next, one } = chance(SEED);
  let pageId = "";
  const weather = () => `seed ${SEED}: ${deeds.join(", ")}`;
  const step = <T>(what: string, work: Promise<T>) => bounded(work, STEP_MS, what);

  const start = () =>
    startDeliveryWorker({
      databaseUrl: database.url(),
      smtpUrl: mails.url,
      allow: [`127.0.0.1:${hooks.port}`],
      delivery: FAST,
    });
  const DEEDS: Record<string, () => unknown> = {
    kill: async () => {
      const at = Math.floor(next() * workers.length);
      await workers[at]!.kill("SIGKILL");
      workers[at] = start();
    },
    "mail away": () =>
      mails
        .shut()
        .then(() => sleep(700))
        .then(mails.open),
    "hooks away": () =>
      hooks
        .shut()
        .then(() => sleep(700))
        .then(hooks.open),
    refuse: () =>
      mails.program([
        { at: "data", every: 5, does: { code: 451, text: "later" } },
        { at: "data", every: 7, does: "lose" },
      ]),
    fail: () =>
      hooks.program([
        { path: "[02468]$", does: { status: 503 } },
        { path: "5$", does: "reset" },
      ]),
    slow: () => {
      mails.program([{ at: "data", delayMs: 60 }]);
      hooks.program([{ delayMs: 100 }]);
    },
    calm: () => {
      mails.program([]);
      hooks.program([]);
    },
  };

  async function live(): Promise<void> {
    const world = await tellingWorld();
    pageId = world.pageId;
    await makeSubscribers({ pageId, count: MAILS });
    await makeSubscribers({ pageId, count: HOOKS, prefix: "w", channel: "webhook", origin: hooks.origin });
    workers.push(start(), start());
    await sleep(1_500);
    const { id } = await step("publishing", world.publish({ status: STATUSES[0], body: WORDS[0] }));
    for (let at = 1; at < WORDS.length; at++) {
      for (const until = Date.now() + BETWEEN_UPDATES_MS; Date.now() < until; ) {
        const deed = one(Object.keys(DEEDS));
        deeds.push(deed);
        await step(deed, Promise.resolve(DEEDS[deed]!()));
        await sleep(next() * LONGEST_CALM_MS);
      }
      await step(WORDS[at]!, world.post(id, { status: STATUSES[at], body: WORDS[at] }));
      deeds.push(WORDS[at]!);
    }
    await DEEDS.calm!();
    await allTold(pageId, REST_MS, WORDS.length);
  }

  beforeAll(async () => {
    mails = await startSmtpSink({ keeps: 100_000 });
    hooks = await startHttpSink();
    await live().catch(async (error: Error) => {
      const logs = workers.flatMap(({ child, log }) => [
        `worker ${child.pid}:`,
        ...log.slice(-LAST_LINES).map((line) => line.slice(0, 400)),
      ]);
      throw new Error([error.message, weather(), ...(await whatWaits(pageId)), ...logs].join("\n"), {
        cause: error,
      });
    });
  }, ALL_MS);
  afterAll(async () => {
    for (const worker of workers) await worker.kill("SIGKILL");
    await mails?.stop();
    await hooks?.stop();
  });

  it("nobody gets an older state by mail after a newer one, everybody gets the last word", () => {
    const faults = faultsOfOrder(mailSteps(mails, WORDS), WORDS.length - 1);
    expect(faults, weather()).toEqual({ recipients: MAILS, backwards: [], withoutEnd: [] });
  });

  it("nor by webhook", () => {
    const told = hooks.history().map(({ path, body }) => ({
      to: path,
      step: WORDS.indexOf(JSON.parse(body!).incident.incident_updates[0].body),
    }));
    const faults = faultsOfOrder(told, WORDS.length - 1);
    expect(faults, weather()).toEqual({ recipients: HOOKS, backwards: [], withoutEnd: [] });
  });

  it("every copy of a message has the name of the first, and nobody else's does", () => {
    const copies = mailSteps(mails, WORDS).map(({ to, step }, i) => ({
      message: `${to} ${step}`,
      name: mails.history()[i]!.messageId,
    }));
    const namesOf = Map.groupBy(copies, ({ message }) => message);
    const named = [...namesOf].map(([message, all]) => ({
      message,
      names: new Set(all.map(({ name }) => name)),
    }));
    expect(
      named.filter(({ names }) => names.size !== 1),
      weather(),
    ).toEqual([]);
    expect(new Set(copies.map(({ name }) => name)).size).toBe(namesOf.size);
  });

  it("nothing has failed, expired or is left", async () => {
    const { sent = 0, collapsed = 0, ...others } = await deliveryStates(pageId);
    expect(others, weather()).toEqual({});
    expect(sent + collapsed).toBe(WORDS.length * (MAILS + HOOKS));
  });
});
