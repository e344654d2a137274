import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { readLatestViolations, readViolationEvents } from "#lib/data/slo/violations.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import type { Verdict } from "#lib/domain/slo/life.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { makeObjective, met, violated } from "#lib/testing/slo/rows.ts";
import { sloScope } from "./acting.ts";
import { resolveViolation } from "./resolve.ts";
import { settleVerdict } from "./settle.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const at = (minutes: number) => T + minutes * 60_000;

async function world() {
  const pageId = await newPage();
  const componentId = await makeComponent(pageId, { isManual: true });
  const objective = await makeObjective(pageId, { componentIds: [componentId] });
  return { pageId, componentId, objective, say: saying(objective) };
}
const latestOf = async ({ id }: StoredObjective) => (await readLatestViolations([id])).get(id) ?? null;
const saying = (objective: StoredObjective) => async (verdict: Verdict, now: number) =>
  await settleVerdict({ objective, verdict }, await latestOf(objective), now);
const kindsOf = async (id: string) => (await readViolationEvents(id)).map(({ kind }) => kind);

describe("what verdicts make of violations", () => {
  it("one opens, worsens, eases, ends and comes back, and every step is told", async () => {
    const { pageId, objective, componentId, say } = await world();
    const opened = await say(violated(at(0), { severity: "warning" }), at(0));
    expect(opened).toMatchObject({
      transition: "open",
      violation: {
        pageId,
        ...{
          sloKey: objective.sloKey,
          objectiveKey: "main",
          severity: "warning",
          actual: "98.2",
          target: "99.9",
        },
        ...{
          startedAt: at(-1),
          detectedAt: at(0),
          criticalAt: null,
          componentIds: [componentId],
          revision: 1,
        },
      },
    });
    const id = opened!.violation.id;
    expect(await say(violated(at(0), { severity: "warning" }), at(1))).toBeNull();
    const worse = await say(violated(at(0), { actual: "90" }), at(2));
    expect(worse?.violation).toMatchObject({
      severity: "critical",
      criticalAt: at(2),
      actual: "90",
      revision: 2,
    });
    const eased = await say(violated(at(0), { severity: "warning" }), at(3));
    expect(eased?.violation).toMatchObject({ severity: "warning", criticalAt: null });
    const over = await say(met(at(5)), at(5));
    expect(over?.violation).toMatchObject({ endedAt: at(4), resolvedAt: at(5), resolvedBy: null });
    expect(await say(met(at(6)), at(6))).toBeNull();
    const again = await say(violated(at(15), { startedAt: at(14) }), at(15));
    expect(again).toMatchObject({
      transition: "reopen",
      violation: { id, startedAt: at(-1), endedAt: null, resolvedAt: null, reopened: 1, criticalAt: at(15) },
    });
    const told = ["opened", "worsened", "eased", "resolved", "reopened"];
    expect(await kindsOf(id)).toEqual(told);
    const { actions, events, audits } = await written(pageId);
    expect(events).toEqual(told.map((kind) => `violation.${kind}`));
    expect(actions).toEqual(
      ["open", "worsen", "ease", "resolve", "reopen"].map((verb) => `violation.${verb}`),
    );
    expect(audits[0]).toMatchObject({ actorKind: "system", actorId: "slo", objectId: id });
  });

  it("what comes back later is another one", async () => {
    const { say } = await world();
    const first = await say(violated(at(0)), at(0));
    await say(met(at(5)), at(5));
    const next = await say(violated(at(16)), at(16));
    expect(next).toMatchObject({ transition: "open", violation: { reopened: 0, startedAt: at(15) } });
    expect(next!.violation.id).not.toBe(first!.violation.id);
  });

  it("is never over before it was detected, nor before it began", async () => {
    const { say } = await world();
    await say(violated(at(10), { startedAt: at(8) }), at(10));
    const over = await say({ kind: "met", endedAt: at(5), resolvedAt: at(6) }, at(11));
    expect(over?.violation).toMatchObject({ endedAt: at(8), resolvedAt: at(10) });
  });

  it("stays ended when a person ended it, until it becomes worse", async () => {
    const { pageId, say } = await world();
    const opened = await say(violated(at(0), { severity: "warning" }), at(0));
    await resolveViolation(sloScope(pageId), opened!.violation.id, { text: "Known." }, at(1));
    expect(await say(violated(at(0), { severity: "warning" }), at(2))).toBeNull();
    const worse = await say(violated(at(3), { startedAt: at(-1) }), at(3));
    expect(worse).toMatchObject({
      transition: "reopen",
      violation: { severity: "critical", resolvedBy: null },
    });
  });

  it("names what is affected now, where that is known", async () => {
    const { objective } = await world();
    const verdict = violated(at(0));
    const settled = await settleVerdict({ objective, verdict, componentIds: ["only"] }, null, at(0));
    expect(settled?.violation.componentIds).toEqual(["only"]);
  });

  it("is opened once by any number of workers, and not by one whose reading is old", async () => {
    const { pageId, objective } = await world();
    const judged = { objective, verdict: violated(at(0)) };
    const all = await Promise.all([1, 2, 3, 4].map(() => settleVerdict(judged, null, at(0))));
    expect(all.filter((one) => one !== null)).toHaveLength(1);
    expect(await prisma().violation.count({ where: { pageId } })).toBe(1);
    const read = await latestOf(objective);
    const ended = { objective, verdict: met(at(2)) };
    const ends = await Promise.all([1, 2, 3].map(() => settleVerdict(ended, read, at(2))));
    expect(ends.filter((one) => one !== null)).toHaveLength(1);
    expect(await settleVerdict(ended, read, at(3))).toBeNull();
    expect(await kindsOf(read!.id)).toEqual(["opened", "resolved"]);
  });
});
