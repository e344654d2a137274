import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStatuses } from "#lib/data/page/component-status.ts";
import { Failure } from "#lib/domain/errors.ts";
import { claimsOf, inOrder } from "#lib/domain/incidents/claims.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { isEnd } from "#lib/domain/incidents/transitions.ts";
import { STATES, severity, type WireState } from "#lib/domain/status/state.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { at, incidentWorld, iso, MINUTE, storedClaims, T } from "#lib/testing/incidents.ts";
import { readIncident } from "./read.ts";

withDatabase();

const STATUSES = ["investigating", "identified", "monitoring", "resolved"] as const;
type Said = { api?: WireState; agents?: WireState };
const state = fc.constantFrom(...STATES);
const map = fc.record({ api: state, agents: state }, { requiredKeys: [] });
const which = fc.nat(1);

/** One act of somebody on one of two incidents. */
const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ verb: fc.constant("post"), which, status: fc.constantFrom(...STATUSES), map }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ verb: fc.constant("reopen"), which, map: fc.option(map, { nil: undefined }) }),
  },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant("move"), which, update: fc.nat(5), by: fc.nat(4) }) },
  {
    weight: 2,
    arbitrary: fc.record({ verb: fc.constant("list"), which, api: fc.boolean(), agents: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ verb: fc.constant("times"), which, state, ago: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant("unpublish"), which }) },
);
type Act = {
  verb: string;
  which: number;
  status?: (typeof STATUSES)[number];
  map?: Said | undefined;
  update?: number;
  by?: number;
  api?: boolean;
  agents?: boolean;
  state?: WireState;
  ago?: number;
};
type World = Awaited<ReturnType<typeof incidentWorld>>;

const wire = (world: World, said: Said | undefined) =>
  said && {
    ...(said.api && { [world.api]: said.api }),
    ...(said.agents && { [world.agents]: said.agents }),
  };

function run(world: World, incident: Incident, one: Act, minute: number): Promise<Incident> {
  const { id, updates } = incident;
  const components = wire(world, one.map);
  const listed = [...(one.api ? [world.api] : []), ...(one.agents ? [world.agents] : [])];
  const time = { component_id: world.api, state: one.state, started_at: iso(at(minute - (one.ago ?? 0))) };
  const moved = updates[(one.update ?? 0) % updates.length]!;
  switch (one.verb) {
    case "post":
      return world.post(id, { status: one.status, components }, minute);
    case "reopen":
      return world.reopen(id, { components }, minute);
    case "move": {
      const display_at = iso(moved.displayAt - (one.by ?? 0) * MINUTE);
      return world.editUpdate(id, moved.id, { display_at, body: `moved ${minute}` }, minute);
    }
    case "list":
      return world.edit(id, { component_ids: listed }, minute);
    case "times":
      return world.edit(id, { component_times: [time] }, minute);
    default:
      return world.unpublish(id, minute);
  }
}

/** What an incident says of a component now, from its stored updates and times in the most naive way. */
function saidNow(incident: Incident, componentId: string): WireState {
  if (incident.unpublishedAt !== null) return "operational";
  const words = [
    ...incident.componentTimes.map((time) => ({ at: time.startedAt, components: [time], end: false })),
    ...inOrder(incident.updates).map((update) => ({
      at: update.displayAt,
      components: (update.components ?? []).map((change) => ({ ...change, state: change.newState })),
      end: isEnd(update.status),
    })),
  ].sort((a, b) => a.at - b.at);
  let said: WireState = "operational";
  for (const { components, end } of words) {
    for (const one of components) if (one.componentId === componentId) said = one.state;
    if (end) said = "operational";
  }
  return said;
}

const asStored = (incident: Incident) =>
  claimsOf(incident)
    .map(({ componentId, state: claimed, startedAt, endedAt }) => [
      componentId,
      claimed,
      (startedAt - T) / MINUTE,
      endedAt && (endedAt - T) / MINUTE,
    ])
    .sort();

describe("any sequence of acts on two incidents of the same components", () => {
  it("leaves stored claims that say what the updates say, and the worst of both as effective state", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 10 }), async (acts) => {
        const world = await incidentWorld();
        const incidents = [
          await world.open({ components: { [world.api]: "major_outage" } }),
          await world.open(
            { components: { [world.api]: "partial_outage", [world.agents]: "operational" } },
            1,
          ),
        ];
        let minute = 10;
        for (const one of acts as Act[]) {
          minute += 10;
          // Some acts are illegal where they happen: a refusal must leave everything as it was.
          await run(world, incidents[one.which]!, one, minute).catch((error) => {
            if (!(error instanceof Failure)) throw error;
          });
          incidents[one.which] = await readIncident(world.read, incidents[one.which]!.id);
          const changed = incidents[one.which]!;
          expect((await storedClaims(changed.id)).sort()).toEqual(asStored(changed));
          const components = [world.api, world.agents].map((id) => ({
            id,
            baselineSource: "manual" as const,
          }));
          const shown = await readStatuses(components, at(minute));
          for (const { id } of components) {
            const worst = Math.max(0, ...incidents.map((incident) => severity(saidNow(incident, id))));
            expect(severity(shown.get(id)!.wire)).toBe(worst);
          }
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it("grows the revision with every change, and never lets an editor of an older one win", async () => {
    const world = await incidentWorld();
    const { id } = await world.open();
    const edits = await Promise.allSettled(
      Array.from({ length: 6 }, (_, i) => world.edit(id, { name: `Editor ${i}`, revision: 1 }, i + 1)),
    );
    const won = edits.filter(({ status }) => status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const edit of edits)
      if (edit.status === "rejected")
        expect(edit.reason).toMatchObject({ kind: "conflict", current: { id } });
    expect((await readIncident(world.read, id)).revision).toBe(2);
  });
});
