import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { claimSources, failSource, nextSourceAt, postponeSource, settleSource } from "./sources.ts";

withDatabase();

const T = Date.parse("2026-11-24T10:00:00Z");
const LEASE = 60_000;
const prometheus = { kind: "prometheus", url: "http://p:9090", total: "t", bad: "b" } as const;
let [pageId, sliId] = ["", ""];

beforeEach(async () => {
  await pool().query("delete from sli_sources");
  await pool().query("delete from slis");
  pageId = await newPage();
  sliId = await makeSli(pageId, "requests", { source: prometheus });
  await makeSli(pageId, "sent", {});
});

const claim = (now: number, limit = 10) => claimSources(pool(), { now, leaseMs: LEASE, limit });
const stored = async () => {
  const { rows } = await pool().query(
    "select read_until, due_at, failing_since, last_fault, answered_at, cursor from sli_sources where sli_id = $1",
    [sliId],
  );
  return rows[0];
};

describe("claimSources", () => {
  it("gives what is read from outside, and nothing that is sent to us", async () => {
    expect(await claim(T)).toEqual([
      {
        ...{ sliId, pageId, key: "requests", kind: "ratio", source: prometheus },
        ...{ readUntil: null, failingSince: null, cursor: null, leaseAt: T + LEASE },
      },
    ]);
  });

  it("gives each to one worker, until its lease ends", async () => {
    expect(await claim(T)).toHaveLength(1);
    expect(await claim(T + LEASE - 1)).toEqual([]);
    expect(await claim(T + LEASE)).toHaveLength(1);
    const many = await Promise.all([claim(T + 2 * LEASE), claim(T + 2 * LEASE), claim(T + 2 * LEASE)]);
    expect(many.flat()).toHaveLength(1);
  });

  it("gives the one first that has waited longest, at most so many", async () => {
    const other = await makeSli(pageId, "other", { source: prometheus });
    const [first] = await claim(T, 1);
    const [second] = await claim(T, 1);
    expect(new Set([first!.sliId, second!.sliId])).toEqual(new Set([sliId, other]));
    expect(await claim(T, 1)).toEqual([]);
  });

  it("lets go of an SLI that is archived or is sent to us by now, and forgets that it was away", async () => {
    const [one] = await claim(T);
    await failSource(pool(), one!, { fault: "refused", dueAt: T }, T);
    await pool().query("update slis set archived_at = now() where id = $1", [sliId]);
    expect(await claim(T + 2 * LEASE)).toEqual([]);
    expect(await stored()).toMatchObject({ due_at: null, failing_since: null });
    await pool().query(
      `update slis set archived_at = null, source = '{"kind":"measurements"}' where id = $1`,
      [sliId],
    );
    expect(await claim(T + 2 * LEASE)).toEqual([]);
    await pool().query("update slis set source = $2 where id = $1", [sliId, JSON.stringify(prometheus)]);
    expect(await claim(T + 2 * LEASE)).toHaveLength(1);
  });
});

describe("settleSource and failSource", () => {
  it("say until where was read and when to come back", async () => {
    const [one] = await claim(T);
    await settleSource(pool(), one!, { readUntil: T - 5, dueAt: T + 7, cursor: { files: ["a"] } }, T + 1);
    expect(await stored()).toEqual({
      ...{ read_until: new Date(T - 5), due_at: new Date(T + 7), answered_at: new Date(T + 1) },
      ...{ failing_since: null, last_fault: null, cursor: { files: ["a"] } },
    });
    expect(await nextSourceAt(pool())).toBe(T + 7);
    expect(await claim(T + 7)).toMatchObject([{ readUntil: T - 5, cursor: { files: ["a"] } }]);
  });

  it("keep since when it fails until it answers", async () => {
    const fail = async (at: number, fault: string) =>
      failSource(pool(), (await claim(at))[0]!, { fault, dueAt: at + 1_000 }, at);
    await fail(T, "refused");
    await fail(T + 1_000, "timed out");
    expect(await stored()).toMatchObject({
      failing_since: new Date(T),
      last_fault: "timed out",
      read_until: null,
    });
    const [again] = await claim(T + 2_000);
    expect(again).toMatchObject({ failingSince: T });
    await settleSource(pool(), again!, { readUntil: T, dueAt: T + 9_000, cursor: null }, T + 2_000);
    expect(await stored()).toMatchObject({ failing_since: null, last_fault: null });
  });

  it("change nothing once another worker has it", async () => {
    const [late] = await claim(T);
    const [current] = await claim(T + LEASE);
    await settleSource(pool(), late!, { readUntil: T, dueAt: T, cursor: null }, T);
    await failSource(pool(), late!, { fault: "refused", dueAt: T }, T);
    await postponeSource(pool(), late!, T);
    expect(await stored()).toMatchObject({
      read_until: null,
      last_fault: null,
      due_at: new Date(current!.leaseAt),
    });
    await postponeSource(pool(), current!, T + 99);
    expect(await stored()).toMatchObject({ due_at: new Date(T + 99) });
  });

  it("know of no next one when nothing is read", async () => {
    expect(await nextSourceAt(pool())).toBeNull();
  });
});
