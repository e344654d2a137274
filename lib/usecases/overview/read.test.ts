import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { writeStates } from "#lib/data/slo/states.ts";
import { RESTORE_TEST_DAYS } from "#lib/domain/slo/sent/integrity.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor } from "#lib/testing/engine.ts";
import { at, DAY, incidentWorld, MINUTE, robot, T } from "#lib/testing/incidents.ts";
import { makePerson } from "#lib/testing/people.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { makeObjective, violated } from "#lib/testing/slo/rows.ts";
import { submitIntegrityEvents } from "../integrity-events/submit.ts";
import { settleVerdict } from "../violations/settle.ts";
import { readOverview } from "./read.ts";

withDatabase();

const baseline = (componentId: string, state: "operational" | "major_outage", startedAt: number) =>
  prisma().componentBaseline.create({ data: { componentId, state, startedAt: new Date(startedAt) } });

describe("readOverview", () => {
  it("is calm where nothing happens", async () => {
    const { pageId, api, read } = await incidentWorld();
    const overview = await readOverview(read, T);
    expect(overview).toMatchObject({ open: [], drafts: [], contradictions: [], stale: [], proposals: [] });
    expect(overview).toMatchObject({ unattended: [], silentMonitors: [], upcoming: [] });
    expect(overview).toMatchObject({ violations: [], awaySources: [], silentSlos: [] });
    expect(overview.overdueRestoreTest).toBeNull();
    expect(overview.components).toContainEqual(expect.objectContaining({ id: api, state: "operational" }));
    const stranger = { kind: "user", id: "s", pageId: "p00000000000", role: "owner" } as const;
    expect(() => authorize(stranger, "page:read", pageId)).toThrow("page not found");
  });

  it("tells what is open, who is on it and since when, and which promise was broken", async () => {
    const { pageId, api, open, edit, read } = await incidentWorld();
    const person = await makePerson(pageId, "responder");
    const next_update_at = new Date(at(10)).toISOString();
    const { id } = await open({ components: { [api]: "partial_outage" }, next_update_at });
    await edit(id, { owner_id: person.id }, 1);
    const overview = await readOverview(read, at(20));
    expect(overview.open).toMatchObject([
      { incident: { id }, impact: "major", owner: { id: person.id }, ageMs: 20 * MINUTE, lastUpdateAt: T },
    ]);
    expect(overview.open[0]!.owner!.name).not.toBe("");
    expect(overview.stale).toEqual([{ incidentId: id, kind: "promise", since: at(10) }]);
    expect(overview.contradictions).toEqual([]);
    await expect(edit(id, { owner_id: "nobody" }, 2)).rejects.toMatchObject({
      faults: [{ path: "incident.owner_id" }],
    });
  });

  it("warns of an open incident whose components all work, and of what is down unexplained", async () => {
    const { pageId, api, agents, open, read } = await incidentWorld();
    const calm = await open({ components: { [api]: "operational" } });
    const draft = await open({ draft: true, components: { [agents]: "major_outage" } });
    await baseline(agents, "major_outage", at(-2));
    const { contradictions, drafts } = await readOverview(read, at(1));
    expect(drafts.map(({ incident }) => incident.id)).toEqual([draft.id]);
    expect(contradictions).toEqual([
      {
        kind: "down_without_incident",
        componentId: agents,
        state: "major_outage",
        since: at(-2),
        draftIds: [draft.id],
      },
      { kind: "open_but_operational", incidentId: calm.id },
    ]);
    expect(pageId).toBeTruthy();
  });

  it("warns when probes and people disagree for more than five minutes", async () => {
    const { pageId, open, read } = await incidentWorld();
    const measured = await makeComponent(pageId);
    await baseline(measured, "operational", at(-60));
    const { id } = await open({ components: { [measured]: "major_outage" } });
    expect((await readOverview(read, at(5))).contradictions).toEqual([]);
    expect((await readOverview(read, at(6))).contradictions).toEqual([
      {
        kind: "disagreement",
        componentId: measured,
        incidentId: id,
        probed: "operational",
        said: "major_outage",
        since: T,
      },
    ]);
  });

  it("lists automation's proposals and drafts that publish themselves, and monitors without data", async () => {
    const { pageId, read, open } = await incidentWorld();
    const silent = await makeMonitor(pageId, await makeComponent(pageId));
    await prisma().monitor.update({ where: { id: silent }, data: { createdAt: new Date(T - DAY) } });
    const opener = { origin: "monitor", originId: silent, autoPublishAt: at(5) } as const;
    const draft = await robot(pageId).open({ draft: true }, 0, opener);
    const shown = await open({});
    await prisma().incident.update({
      where: { id: shown.id },
      data: { resolveProposedAt: new Date(at(1)) },
    });
    const overview = await readOverview(read, at(2));
    expect(overview.unattended).toEqual([{ incidentId: draft.id, since: T, publishesAt: at(5) }]);
    expect(overview.proposals).toEqual([{ incidentId: shown.id, proposedAt: at(1) }]);
    expect(overview.silentMonitors).toMatchObject([{ monitorId: silent, since: T - DAY }]);
  });

  it("lists violations that warn or page, sources that are away and SLOs that fell silent", async () => {
    const { pageId, read } = await incidentWorld();
    const one = await makeObjective(pageId, { sloKey: "SLO-A" });
    const other = await makeObjective(pageId, { sloKey: "SLO-B" });
    await settleVerdict({ objective: one, verdict: violated(T, { severity: "warning" }) }, null, T);
    await settleVerdict({ objective: other, verdict: violated(T) }, null, T);
    const note = violated(T, { severity: "info" });
    await settleVerdict({ objective: other, verdict: note, scope: "info" }, null, T);
    const sliId = await makeSli(pageId, "requests");
    const failing = { failingSince: new Date(T), lastFault: "connection refused" };
    await prisma().sliSource.upsert({ where: { sliId }, create: { sliId, ...failing }, update: failing });
    const figures = { unit: "events" } as never;
    const silent = { evaluatedAt: T, fault: null, memory: {}, counted: null };
    await writeStates(pool(), [
      { ...silent, objectiveId: one.id, figures, noDataSince: T },
      { ...silent, objectiveId: other.id, figures: null, noDataSince: T },
    ]);
    const overview = await readOverview(read, at(6));
    expect(overview.violations.map(({ sloKey, severity }) => [sloKey, severity])).toEqual([
      ["SLO-B", "critical"],
      ["SLO-A", "warning"],
    ]);
    expect(overview.awaySources).toMatchObject([{ sliKey: "requests", lastFault: "connection refused" }]);
    expect(overview.silentSlos).toMatchObject([{ key: "SLO-A", since: T, count: 1 }]);
    expect((await readOverview(read, at(4))).awaySources).toEqual([]);
  });

  it("calls for the monthly restore test a month after the last good one", async () => {
    const { pageId, read } = await incidentWorld();
    const tested = {
      kind: "restore_test",
      job: "agents-db",
      at: new Date(T).toISOString(),
      outcome: "success",
    };
    const sampler = authorize({ kind: "operator", id: "t", pageId: null }, "samples:write", pageId);
    await submitIntegrityEvents(sampler, [tested], T);
    const month = RESTORE_TEST_DAYS * DAY;
    expect((await readOverview(read, T + month)).overdueRestoreTest).toBeNull();
    const overdue = { lastAt: T, since: T + month };
    expect((await readOverview(read, T + month + 1)).overdueRestoreTest).toEqual(overdue);
  });
});
