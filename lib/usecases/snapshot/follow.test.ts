import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { closeDatabase, openDatabase, pool } from "#lib/data/db.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { type Cable, layCable } from "#lib/testing/data/cable.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { until } from "#lib/testing/worker-process.ts";
import { followSnapshot } from "./follow.ts";
import { publishSnapshot } from "./publish.ts";

const database = withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

function follow(pageId: string, more: Partial<Parameters<typeof followSnapshot>[0]> = {}) {
  const stop = new AbortController();
  const seen: Snapshot[] = [];
  const states: boolean[] = [];
  const lines: string[] = [];
  const write = (_fields: object, text: string) => void lines.push(text);
  const ended = followSnapshot({
    pageId,
    onSnapshot: (snapshot) => void seen.push(snapshot),
    onDatabaseState: (state) => void states.push(state),
    signal: stop.signal,
    log: { info: write, warn: write },
    ...more,
  });
  stops.push(async () => {
    stop.abort();
    await ended;
  });
  return { seen, states, lines, stop: () => stops.at(-1)!() };
}

describe("followSnapshot", () => {
  it("tells what is published at once, and every later version within moments", async () => {
    const pageId = await makePage();
    await publishSnapshot(pageId, T);
    const { seen, states } = follow(pageId);
    await until(async () => seen.length === 1);
    await sleep(200);
    await makeComponent(pageId, { isManual: true, createdAt: T });
    const publishedAt = performance.now();
    await publishSnapshot(pageId, T + 1_000);
    await until(async () => seen.length === 2);
    expect(performance.now() - publishedAt).toBeLessThan(1_000);
    expect(seen.map(({ version }) => version)).toEqual([1, 2]);
    expect(states).toEqual([true]);
  });

  it("tells a refreshed as-of too, and nothing twice", async () => {
    const pageId = await makePage();
    await publishSnapshot(pageId, T);
    const { seen } = follow(pageId);
    await until(async () => seen.length === 1);
    await publishSnapshot(pageId, T + 30_000);
    await until(async () => seen.length === 2);
    await sleep(2_300);
    expect(seen.map(({ asOf }) => Date.parse(asOf))).toEqual([T, T + 30_000]);
  });

  it("leaves out what the process has already", async () => {
    const pageId = await makePage();
    const first = await publishSnapshot(pageId, T);
    const { seen, states } = follow(pageId, { after: first! });
    await until(async () => states.length === 1);
    expect(seen).toEqual([]);
  });

  it("finds what was published without a notification, by asking every two seconds", async () => {
    const pageId = await makePage();
    const { seen, states } = follow(pageId);
    await until(async () => states.length === 1);
    const other = await makePage();
    const published = await publishSnapshot(other, T);
    await pool().query("insert into published_snapshots select $1, 1, 'x', now(), now(), $2", [
      pageId,
      JSON.stringify({ ...published, page: { id: pageId } }),
    ]);
    await until(async () => seen.length === 1, 4_000);
  });

  it.each<[string, (cable: Cable) => void]>([
    ["stops", (cable) => cable.refuse()],
    ["is not heard of any more", (cable) => cable.silence()],
  ])(
    "says once that a database that %s is away and once that it is back, and misses nothing",
    async (_, lose) => {
      const cable = await layCable(database.url());
      await closeDatabase();
      openDatabase(cable.url, { poolSize: 5 });
      const pageId = await makePage();
      await publishSnapshot(pageId, T);
      const { seen, states, lines } = follow(pageId);
      await until(async () => seen.length === 1);
      lose(cable);
      await until(async () => states.length === 2);
      await sleep(2_500);
      cable.mend();
      await until(async () => states.length === 3);
      await publishSnapshot(pageId, T + 60_000);
      await until(async () => seen.length === 2);
      expect(states).toEqual([true, false, true]);
      expect(lines).toHaveLength(2);
      await stops.pop()?.();
      await closeDatabase();
      openDatabase(database.url(), { poolSize: 5 });
      cable.close();
    },
    40_000,
  );

  it("goes on when the process cannot take a snapshot over", async () => {
    const pageId = await makePage();
    await publishSnapshot(pageId, T);
    let calls = 0;
    const { lines, states } = follow(pageId, {
      onSnapshot: () => {
        calls += 1;
        throw new Error("disk full");
      },
    });
    await until(async () => calls === 1);
    await publishSnapshot(pageId, T + 30_000);
    await until(async () => calls === 2);
    expect(lines[0]).toContain("could not be taken over");
    expect(states).toEqual([true]);
  });

  it("ends when told to", async () => {
    const { stop } = follow(await makePage());
    await stop();
  });
});
