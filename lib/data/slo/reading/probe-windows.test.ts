import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makeMonitored, sample } from "#lib/testing/engine.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { readProbeWindows, rewindProbeSources } from "./probe-windows.ts";

withDatabase();
beforeEach(() => pool().query("delete from sli_sources; delete from slis"));

const WINDOW = 5 * 60_000;
const T = Date.parse("2026-11-24T10:00:00Z");

async function world() {
  const made = await makeMonitored();
  const other = await makeMonitor(made.pageId, await makeComponent(made.pageId));
  const monitors = [made.monitorId, other];
  const sliId = await makeSli(made.pageId, "checks", {
    source: { kind: "probes", monitors, measures: "success" },
  });
  return { ...made, other, sliId };
}
const read = (sliId: string, from: number, until: number) =>
  readProbeWindows(pool(), sliId, { from, until, withLatencies: true });

describe("readProbeWindows", () => {
  it("adds up the monitors of an SLI, each probe and each latency once", async () => {
    const { scope, monitorId, other, sliId } = await world();
    const timed = (id: string, slot: number, latencyMs: number) =>
      sample(id, T + slot * 30_000, "up", { latencyMs });
    await recordSamples(scope, [timed(monitorId, 0, 10), timed(monitorId, 1, 20), timed(other, 0, 30)]);
    await recordSamples(scope, [sample(other, T + WINDOW, "down")]);
    const [first, second, ...more] = await read(sliId, T, T + 2 * WINDOW);
    expect(first).toMatchObject({ at: T, answered: 3, asked: 3 });
    expect(first!.latenciesMs.toSorted((a, b) => a - b)).toEqual([10, 20, 30]);
    expect(second).toEqual({ at: T + WINDOW, answered: 0, asked: 1, latenciesMs: [] });
    expect(more).toEqual([]);
  });

  it("ends before the end and begins with the beginning", async () => {
    const { scope, monitorId, sliId } = await world();
    await recordSamples(scope, [sample(monitorId, T), sample(monitorId, T + WINDOW)]);
    expect((await read(sliId, T, T + WINDOW)).map(({ at }) => at)).toEqual([T]);
    expect((await read(sliId, T + 1, T + WINDOW + 1)).map(({ at }) => at)).toEqual([T + WINDOW]);
  });
});

describe("rewindProbeSources", () => {
  it("moves back what names the monitor, never forward, and nothing else", async () => {
    const { monitorId, sliId, pageId } = await world();
    const source = { kind: "probes" as const, monitors: ["another"], measures: "success" as const };
    const stays = await makeSli(pageId, "stays", { source });
    const dueAt = new Date(T + 3 * WINDOW);
    for (const id of [sliId, stays])
      await pool().query("insert into sli_sources (sli_id, read_until, due_at) values ($1, $2, $3)", [
        ...[id, new Date(T), dueAt],
      ]);
    const stored = async (id: string) =>
      (await pool().query("select read_until, due_at from sli_sources where sli_id = $1", [id])).rows[0];
    await rewindProbeSources(pool(), [{ monitorId, fromAt: T - 1_000 }], T);
    await rewindProbeSources(pool(), [{ monitorId, fromAt: T + 9_000 }], T + 1);
    await rewindProbeSources(pool(), [], T - 5);
    expect(await stored(sliId)).toEqual({ read_until: new Date(T - 1_000), due_at: new Date(T) });
    expect(await stored(stays)).toEqual({ read_until: new Date(T), due_at: dueAt });
  });
});
