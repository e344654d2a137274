import { beforeEach, describe, expect, it } from "vitest";
import { inTx, makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { readStatuses, withStatus } from "./component-status.ts";
import { listComponents } from "./components.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.500Z");
let world: Side & { stranger: Side };
beforeEach(async () => {
  world = await makeWorld();
});
const span = (id: string, from: number, to: number | null, state: string) =>
  pool().query("insert into component_baselines values ($1, $2, $3, $4)", [
    id,
    new Date(T + from),
    to === null ? null : new Date(T + to),
    state,
  ]);
const claim = (source: string, from: number, to: number | null, state: string, id = world.component) =>
  pool().query("insert into state_claims values ($1, $2, $3, $4, null, $5, $6, $7)", [
    `${id}${source}${from}`,
    world.page,
    id,
    source,
    state,
    new Date(T + from),
    to === null ? null : new Date(T + to),
  ]);
const at = async (instant: number, baselineSource: "monitors" | "manual" = "monitors") => {
  const statuses = await readStatuses([{ id: world.component, baselineSource }], T + instant);
  const { wire, data, overridden } = statuses.get(world.component)!;
  return `${wire} ${data}${overridden ? " overridden" : ""}`;
};

describe("what a component shows", () => {
  it("is the span of the instant, half-open: nothing before the first, the last known in a hole", async () => {
    await span(world.component, 0, 10, "major_outage");
    await span(world.component, 20, null, "operational");
    expect([await at(-1), await at(0), await at(9)]).toEqual([
      "operational none",
      ...Array(2).fill("major_outage fresh"),
    ]);
    expect([await at(10), await at(19), await at(20)]).toEqual([
      ...Array(2).fill("major_outage stale"),
      "operational fresh",
    ]);
  });

  it("of a manual component is operational wherever nobody said anything", async () => {
    expect(await at(0, "manual")).toBe("operational fresh");
    await span(world.component, 0, 10, "partial_outage");
    expect([await at(9, "manual"), await at(10, "manual")]).toEqual([
      "partial_outage fresh",
      "operational fresh",
    ]);
  });

  it("remembers the last state that was known through any silence", async () => {
    await span(world.component, 0, 10, "degraded_performance");
    await span(world.component, 10, null, "unknown");
    expect(await at(86_400_000)).toBe("degraded_performance stale");
  });

  it("is worsened by the claims that are open at the instant, half-open, and by no other component's", async () => {
    await span(world.component, 0, null, "operational");
    await claim("incident", 10, 20, "partial_outage");
    await claim("override", 15, null, "degraded_performance");
    await claim("incident", 0, null, "major_outage", await makeComponent(world.page));
    const told = [await at(9), await at(10), await at(15), await at(20)];
    expect(told).toEqual([
      "operational fresh",
      "partial_outage fresh",
      "partial_outage fresh overridden",
      "degraded_performance fresh overridden",
    ]);
  });

  it("is maintenance while that runs, whatever the monitors say, and worse only by an incident", async () => {
    await span(world.component, 0, null, "major_outage");
    await claim("maintenance", 10, 30, "under_maintenance");
    await claim("incident", 20, null, "degraded_performance");
    expect([await at(10), await at(20), await at(30)]).toEqual([
      "under_maintenance fresh",
      "degraded_performance fresh",
      "major_outage fresh",
    ]);
  });
});

describe("withStatus", () => {
  it("answers for each of many components and for none, in their order", async () => {
    const second = await makeComponent(world.page, { isManual: true });
    await span(second, 0, null, "major_outage");
    const components = await listComponents(world.page, { archived: false });
    const told = await withStatus(components, T);
    expect(told.map(({ id, status }) => [id, status.wire, status.data])).toEqual([
      [world.component, "operational", "none"],
      [second, "major_outage", "fresh"],
    ]);
    expect(await withStatus([], T)).toEqual([]);
  });

  it("sees what its own transaction has just written", async () => {
    const [component] = await listComponents(world.page, { archived: false });
    const wire = await inTx(async (tx) => {
      const data = { componentId: world.component, startedAt: new Date(T), state: "partial_outage" } as const;
      await tx.componentBaseline.create({ data });
      return (await withStatus([component!], T, tx))[0]?.status.wire;
    });
    expect(wire).toBe("partial_outage");
  });
});
