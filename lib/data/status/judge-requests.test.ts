import { beforeEach, describe, expect, it } from "vitest";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import {
  type MonitorOptions,
  makeComponent,
  makeMonitor,
  makeMonitored,
  makePage,
  sample,
  samplesOf,
} from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { inTransaction } from "../sql.ts";
import { claimJudgeRequests, readJudgedSamples, requestJudging, requestSilent } from "./judge-requests.ts";
import { insertSamples } from "./samples.ts";
import { timelineChange, writeTimelines } from "./timelines.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
const NOW = T + 3_600_000;
beforeEach(() => pool().query("delete from judge_requests"));

const claim = () => inTransaction((sql) => claimJudgeRequests(sql, NOW));
const claimedIds = async () => (await claim()).map(({ monitorId }) => monitorId);
const instantOf = async (monitorId: string): Promise<number | null> => {
  const { rows } = await pool().query("select from_at from judge_requests where monitor_id = $1", [
    monitorId,
  ]);
  return rows[0]?.from_at ? +rows[0].from_at - T : null;
};
async function monitors(count: number, options: MonitorOptions = {}) {
  const pageId = await makePage();
  const componentId = await makeComponent(pageId);
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await makeMonitor(pageId, componentId, options));
  return ids;
}

describe("requestJudging", () => {
  it("keeps the earliest instant, in whatever order and however often it is asked", async () => {
    const [id = ""] = await monitors(1);
    for (const at of [50, 20, 80, 20]) await requestJudging(pool(), [id], T + at);
    expect(await instantOf(id)).toBe(20);
    await claim();
    expect(await instantOf(id)).toBeNull();
    await requestJudging(pool(), [id], T + 90);
    expect(await instantOf(id)).toBe(90);
  });

  it("keeps the earliest instant when many ask at once for the same monitors in any order", async () => {
    const ids = await monitors(4);
    const asks = [70, 30, 90, 10, 50, 20].map((at, i) =>
      requestJudging(pool(), i % 2 ? ids : ids.toReversed(), T + at),
    );
    await Promise.all(asks);
    expect(await Promise.all(ids.map(instantOf))).toEqual([10, 10, 10, 10]);
  });
});

describe("claimJudgeRequests", () => {
  it("tells what judging needs to know, and takes each request once", async () => {
    const { pageId, componentId, monitorId } = await makeMonitored({ intervalSeconds: 60, confirmations: 3 });
    await requestJudging(pool(), [monitorId], T + 1);
    const request = {
      monitorId,
      componentId,
      pageId,
      fromAt: T + 1,
      intervalMs: 60_000,
      confirmations: 3,
      isStopped: false,
      retentionDays: 35,
    };
    expect(await claim()).toEqual([request]);
    expect(await claim()).toEqual([]);
  });

  it("tells that no sample is awaited of monitors that are paused or archived", async () => {
    const ids = await monitors(3);
    await pool().query("update monitors set enabled = false where id = $1", [ids[0]]);
    await pool().query("update monitors set archived_at = now() where id = $1", [ids[1]]);
    await requestJudging(pool(), ids, T);
    expect((await claim()).map(({ isStopped }) => isStopped)).toEqual([true, true, false]);
  });

  it("gives two workers disjoint requests, and neither waits for the other", async () => {
    const ids = await monitors(2);
    await requestJudging(pool(), [ids[0]!], T);
    const other = await beginOther();
    expect((await claimJudgeRequests(other.sql, NOW)).map((request) => request.monitorId)).toEqual([ids[0]]);
    await requestJudging(pool(), [ids[1]!], T);
    expect(await claimedIds()).toEqual([ids[1]]);
    await other.commit();
    expect(await claimedIds()).toEqual([]);
  });

  it("never gives one request to two of many workers", async () => {
    const ids = await monitors(30);
    await requestJudging(pool(), ids, T);
    const shares = await Promise.all([1, 2, 3, 4].map(claimedIds));
    expect(shares.flat().sort()).toEqual([...ids].sort());
  });

  it("leaves the request as it was when the worker dies or gives up", async () => {
    const [id = ""] = await monitors(1);
    await requestJudging(pool(), [id], T + 5);
    for (const end of ["rollback", "die"] as const) {
      const other = await beginOther();
      expect(await claimJudgeRequests(other.sql, NOW)).toHaveLength(1);
      await other[end]();
      expect(await instantOf(id)).toBe(5);
    }
    expect(await claimedIds()).toEqual([id]);
  });

  it("does not lose what is asked while a worker judges", async () => {
    const [id = ""] = await monitors(1);
    await requestJudging(pool(), [id], T + 100);
    const other = await beginOther();
    await claimJudgeRequests(other.sql, NOW);
    const waiting = requestJudging(pool(), [id], T + 40);
    await untilBlocked();
    await other.commit();
    await waiting;
    expect(await instantOf(id)).toBe(40);
  });

  it("takes the newest first, and so much as a transaction should judge; the rest follows", async () => {
    const [wide = "", near = "", far = ""] = await monitors(3, { intervalSeconds: 10 });
    await requestJudging(pool(), [near], NOW - 60_000);
    await requestJudging(pool(), [far], NOW - 100_000 * 10_000);
    await requestJudging(pool(), [wide], NOW - 40_000 * 10_000);
    expect(await claimedIds()).toEqual([wide, near]);
    // More than the limit by itself: taken nevertheless, or nobody ever would.
    expect(await claimedIds()).toEqual([far]);
  });
});

it("leaves the oldest requests to the next transaction when there are more than one should judge", async () => {
  const { pageId, componentId } = await makeMonitored();
  await pool().query(
    `insert into monitors (id, page_id, component_id, kind, updated_at)
     select 'many' || n, $1, $2, 'external', now() from generate_series(1, 201) n`,
    [pageId, componentId],
  );
  await pool().query(
    "insert into judge_requests (monitor_id, from_at) select 'many' || n, to_timestamp($1 - n) from generate_series(1, 201) n",
    [NOW / 1000],
  );
  expect(await claimedIds()).toHaveLength(200);
  expect(await claimedIds()).toEqual(["many201"]);
});

describe("readJudgedSamples", () => {
  it("tells one outcome a slot after the quorum, in order, without impaired ones, from each instant on", async () => {
    const { pageId, monitorId } = await makeMonitored();
    const other = await makeMonitored();
    const votes = ["up", "down", "down"].map((outcome, i) =>
      sample(monitorId, T + 30_000, outcome as "up", { prober: `p${i}` }),
    );
    const impaired = sample(monitorId, T + 60_000, "down", { impaired: true });
    const taken = [sample(monitorId, T + 90_000, "degraded"), impaired, ...votes, sample(monitorId, T)];
    await insertSamples(pageId, taken, { tell: false });
    await insertSamples(other.pageId, samplesOf(other.monitorId, T, "ud"), { tell: false });
    const read = await readJudgedSamples(pool(), [
      { id: monitorId, fromAt: T },
      { id: other.monitorId, fromAt: T + 1 },
      { id: "nosuch000000", fromAt: T - 86_400_000 },
    ]);
    const told = [...read].map(([id, judged]) => [id, judged.map((one) => [one.slotAt - T, one.outcome])]);
    expect(told).toEqual([
      [
        monitorId,
        [
          [0, "up"],
          [30_000, "down"],
          [90_000, "degraded"],
        ],
      ],
      [other.monitorId, [[30_000, "down"]]],
      ["nosuch000000", []],
    ]);
  });
});

describe("requestSilent", () => {
  /** A monitor that was judged up and asked for nothing since its last sample at T. */
  async function judged(state: "operational" | "unknown" = "operational") {
    const { pageId, monitorId } = await makeMonitored();
    await insertSamples(pageId, [sample(monitorId, T)], { tell: false });
    const span = { startedAt: T, endedAt: null, state };
    await writeTimelines(pool(), "monitor", [timelineChange(monitorId, [], [span])!]);
    await pool().query("update judge_requests set from_at = null where monitor_id = $1", [monitorId]);
    return monitorId;
  }
  const SILENT_AFTER_MS = 4 * 30_000; // its own slot, two that are carried, one in flight

  it("asks once for monitors whose silence is longer than what is carried", async () => {
    const id = await judged();
    expect(await requestSilent(pool(), T + SILENT_AFTER_MS)).toBe(0);
    expect(await requestSilent(pool(), T + SILENT_AFTER_MS + 1)).toBe(1);
    expect(await instantOf(id)).toBe(0);
    expect(await requestSilent(pool(), T + SILENT_AFTER_MS + 2)).toBe(0);
  });

  it("asks at once for monitors that were paused or archived", async () => {
    const ids = [await judged(), await judged()];
    await pool().query("update monitors set enabled = false where id = $1", [ids[0]]);
    await pool().query("update monitors set archived_at = now() where id = $1", [ids[1]]);
    expect(await requestSilent(pool(), T + 1)).toBe(2);
  });

  it("leaves alone what is unknown already", async () => {
    await judged("unknown");
    expect(await requestSilent(pool(), NOW)).toBe(0);
  });
});
