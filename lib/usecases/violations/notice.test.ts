import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import type { SloSettings } from "#lib/domain/slo/definition.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { makeObjective, met, violated } from "#lib/testing/slo/rows.ts";
import { readIncident } from "../incidents/read.ts";
import { linkViolation } from "./link.ts";
import { endNotice, noticeViolation } from "./notice.ts";
import { readViolation } from "./read.ts";
import { settleVerdict } from "./settle.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const at = (minutes: number) => T + minutes * 60_000;

async function world(settings: Partial<SloSettings> = {}, fields: Parameters<typeof violated>[1] = {}) {
  const desk = await incidentWorld();
  const objective = await makeObjective(desk.pageId, { componentIds: [desk.api], settings });
  const { violation } = (await settleVerdict({ objective, verdict: violated(at(0), fields) }, null, at(0)))!;
  const notice = async () => await noticeViolation((await seen()).violation, objective, at(1));
  const seen = () => readViolation(desk.read, violation.id, at(9));
  const end = async () => {
    const { violation: open } = await seen();
    const over = await settleVerdict({ objective, verdict: met(at(5)) }, open, at(5));
    await endNotice(over!.violation, at(5));
  };
  const incidents = () => prisma().incident.findMany({ where: { pageId: desk.pageId } });
  return { ...desk, objective, violation, notice, seen, end, incidents };
}

describe("what readers learn of a violation", () => {
  it("is a draft about the affected components that a person publishes, once", async () => {
    const { notice, seen, incidents, violation, read, api } = await world();
    const all = await Promise.all([notice(), notice(), notice()]);
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await incidents()).toHaveLength(1);
    const { incident, events } = await seen();
    expect(incident).toMatchObject({ isPublished: false, status: "investigating" });
    expect(events.map(({ kind }) => kind)).toEqual(["opened", "linked"]);
    const draft = await readIncident(read, incident!.id);
    expect(draft).toMatchObject({
      ...{ origin: "slo", originId: violation.id, isAttended: false, autoPublishAt: null },
      ...{
        components: [{ componentId: api, state: "degraded_performance" }],
        startedAt: violation.startedAt,
      },
    });
    expect(await notice()).toBe(false);
  });

  it("is published at once where the SLO says so, but never about a private component", async () => {
    const { notice, seen } = await world({ notice: "publish" });
    await notice();
    expect((await seen()).incident).toMatchObject({ isPublished: true });
    const { pageId, read } = await incidentWorld();
    const hidden = await makeComponent(pageId, { isManual: true, published: false });
    const rule = { kind: "availability", components: [hidden], combine: "any", evidence: [] } as const;
    const objective = await makeObjective(pageId, {
      componentIds: [hidden],
      settings: { notice: "publish" },
      rule: { ...rule, components: [hidden], evidence: [] },
    });
    const { violation } = (await settleVerdict({ objective, verdict: violated(at(0)) }, null, at(0)))!;
    await noticeViolation(violation, objective, at(1));
    const { incident } = await readViolation(read, violation.id, at(2));
    expect(incident).toMatchObject({ isPublished: false });
    expect((await readIncident(read, incident!.id)).components).toMatchObject([{ state: "major_outage" }]);
  });

  it("is the incident that is open already", async () => {
    const { notice, seen, open, api, incidents } = await world();
    const known = await open({ components: { [api]: "major_outage" } });
    expect(await notice()).toBe(true);
    expect((await seen()).incident?.id).toBe(known.id);
    expect(await incidents()).toHaveLength(1);
  });

  it("is nothing for a warning, where it is off, or after somebody took the link away", async () => {
    for (const [settings, fields] of [
      [{}, { severity: "warning" }],
      [{}, { severity: "info" }],
      [{ notice: "off" }, {}],
    ] as const) {
      const { notice, incidents } = await world(settings, fields);
      expect(await notice()).toBe(false);
      expect(await incidents()).toEqual([]);
    }
    const { notice, violation, write, incidents } = await world();
    await notice();
    await linkViolation(write, violation.id, { incident_id: null }, at(2));
    expect(await notice()).toBe(false);
    expect(await incidents()).toHaveLength(1);
  });

  it("ends with the violation: a draft is closed, what is published is proposed to people", async () => {
    const quiet = await world();
    await quiet.notice();
    await quiet.end();
    expect(await readIncident(quiet.read, (await quiet.seen()).incident!.id)).toMatchObject({
      status: "resolved",
      publishedAt: null,
    });
    const told = await world({ notice: "publish" });
    await told.notice();
    await told.end();
    expect(await readIncident(told.read, (await told.seen()).incident!.id)).toMatchObject({
      status: "investigating",
      resolveProposedAt: at(5),
    });
  });

  it("goes on while another violation of it is open, and people's own incidents are theirs", async () => {
    const { notice, seen, end, pageId, api, read, write } = await world();
    await notice();
    const { incident } = await seen();
    const second = await makeObjective(pageId, { componentIds: [api] });
    const other = (await settleVerdict({ objective: second, verdict: violated(at(1)) }, null, at(1)))!;
    await noticeViolation(other.violation, second, at(2));
    await end();
    expect((await readIncident(read, incident!.id)).resolvedAt).toBeNull();
    const own = await world();
    const mine = await own.open({ components: { [own.api]: "major_outage" } });
    await own.notice();
    await own.end();
    expect(await readIncident(own.read, mine.id)).toMatchObject({
      resolvedAt: null,
      resolveProposedAt: null,
    });
    expect(write.pageId).toBe(pageId);
  });
});
