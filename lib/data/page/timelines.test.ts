import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { prisma } from "../db.ts";
import { newId } from "../new-id.ts";
import { endBaseline, hasBaseline, setBaseline, settleBaseline } from "./baselines.ts";
import { setOverride } from "./overrides.ts";
import { requestAllDays, requestDays, requestJudging } from "./recounts.ts";

withDatabase();

const at = (minute: number): number => Date.UTC(2026, 10, 23, 1, minute);
const minuteOf = (date: Date | null): number | null =>
  date === null ? null : (date.getTime() - at(0)) / 60_000;
const spansOf = async (componentId: string) =>
  (await prisma().componentBaseline.findMany({ where: { componentId }, orderBy: { startedAt: "asc" } })).map(
    (span) => [minuteOf(span.startedAt), minuteOf(span.endedAt), span.state],
  );

describe("setBaseline", () => {
  it("stores only what was said: silence is operational", async () => {
    const id = newId();
    expect(await setBaseline(prisma(), id, "operational", at(0))).toBe(false);
    expect(await spansOf(id)).toEqual([]);
    expect(await setBaseline(prisma(), id, "major_outage", at(1))).toBe(true);
    expect(await setBaseline(prisma(), id, "major_outage", at(2))).toBe(false);
    expect(await setBaseline(prisma(), id, "operational", at(3))).toBe(true);
    expect(await spansOf(id)).toEqual([
      [1, 3, "major_outage"],
      [3, null, "operational"],
    ]);
  });

  it("lets the later of two changes in one millisecond win", async () => {
    const id = newId();
    await setBaseline(prisma(), id, "major_outage", at(1));
    await setBaseline(prisma(), id, "partial_outage", at(1));
    expect(await spansOf(id)).toEqual([[1, null, "partial_outage"]]);
  });

  it("does not turn time back when another machine's clock is ahead", async () => {
    const id = newId();
    await setBaseline(prisma(), id, "major_outage", at(5));
    await setBaseline(prisma(), id, "partial_outage", at(4));
    expect(await spansOf(id)).toEqual([[4, null, "partial_outage"]]);
  });
});

describe("endBaseline", () => {
  it("closes the open span, or drops it if it just began", async () => {
    const id = newId();
    await setBaseline(prisma(), id, "major_outage", at(1));
    await endBaseline(prisma(), id, at(2));
    expect(await spansOf(id)).toEqual([[1, 2, "major_outage"]]);
    await setBaseline(prisma(), id, "partial_outage", at(3));
    await endBaseline(prisma(), id, at(3));
    expect(await spansOf(id)).toEqual([[1, 2, "major_outage"]]);
    expect([await hasBaseline(prisma(), id), await hasBaseline(prisma(), newId())]).toEqual([true, false]);
  });
});

describe("settleBaseline", () => {
  it("fills exactly the holes, and ends the open span", async () => {
    const id = newId();
    await setBaseline(prisma(), id, "major_outage", at(2));
    await endBaseline(prisma(), id, at(4));
    await setBaseline(prisma(), id, "partial_outage", at(6));
    await settleBaseline(prisma(), id, "operational", { from: at(0), until: at(8) });
    expect(await spansOf(id)).toEqual([
      [0, 2, "operational"],
      [2, 4, "major_outage"],
      [4, 6, "operational"],
      [6, 8, "partial_outage"],
    ]);
  });

  it("does nothing to a stretch that is empty or lies in the future", async () => {
    const id = newId();
    await settleBaseline(prisma(), id, "unknown", { from: at(3), until: at(3) });
    await settleBaseline(prisma(), id, "unknown", { from: at(5), until: at(3) });
    expect(await spansOf(id)).toEqual([]);
  });
});

describe("setOverride", () => {
  it("keeps one open claim, and its history", async () => {
    const pageId = await newPage();
    const component = { id: newId(), pageId };
    const claims = async () =>
      (
        await prisma().stateClaim.findMany({
          where: { componentId: component.id },
          orderBy: { startedAt: "asc" },
        })
      ).map((claim) => [minuteOf(claim.startedAt), minuteOf(claim.endedAt), claim.state]);
    expect(await setOverride(prisma(), component, null, at(0))).toBe(false);
    expect(await setOverride(prisma(), component, "major_outage", at(1))).toBe(true);
    expect(await setOverride(prisma(), component, "major_outage", at(2))).toBe(false);
    expect(await setOverride(prisma(), component, "partial_outage", at(3))).toBe(true);
    expect(await setOverride(prisma(), component, null, at(4))).toBe(true);
    expect(await claims()).toEqual([
      [1, 3, "major_outage"],
      [3, 4, "partial_outage"],
    ]);
    await setOverride(prisma(), component, "major_outage", at(5));
    await setOverride(prisma(), component, null, at(5));
    expect(await claims()).toHaveLength(2);
  });

  it("leaves claims of incidents alone", async () => {
    const pageId = await newPage();
    const component = { id: newId(), pageId };
    await prisma().stateClaim.create({
      data: {
        id: newId(),
        pageId,
        componentId: component.id,
        source: "incident",
        state: "major_outage",
        startedAt: new Date(at(0)),
      },
    });
    await setOverride(prisma(), component, "partial_outage", at(1));
    await setOverride(prisma(), component, null, at(2));
    const open = await prisma().stateClaim.findMany({ where: { componentId: component.id, endedAt: null } });
    expect(open.map((claim) => claim.source)).toEqual(["incident"]);
  });
});

describe("requests to count and to judge again", () => {
  const dayFrom = async (componentId: string) =>
    (await prisma().dayRequest.findUnique({ where: { componentId } }))?.fromAt.getTime();

  it("keep the earliest instant", async () => {
    const [a, b] = [newId(), newId()];
    await requestDays(prisma(), [a, b], at(5));
    await requestDays(prisma(), [a], at(2));
    await requestDays(prisma(), [b], at(9));
    expect([await dayFrom(a), await dayFrom(b)]).toEqual([at(2), at(5)]);
    await requestDays(prisma(), [], at(1));
    await requestJudging(prisma(), [a], at(5));
    await requestJudging(prisma(), [a], at(3));
    const judge = await prisma().judgeRequest.findUniqueOrThrow({ where: { monitorId: a } });
    expect(judge.fromAt?.getTime()).toBe(at(3));
  });

  it("ask for all days from the earliest thing that is known of a component", async () => {
    const pageId = await newPage();
    const make = async (startDate: string | null) => {
      const id = newId();
      await prisma().component.create({
        data: {
          id,
          pageId,
          name: "x",
          position: 1,
          createdAt: new Date(at(0)),
          startDate: startDate && new Date(startDate),
        },
      });
      return id;
    };
    const [plain, dated, measured] = [await make(null), await make("2026-05-01"), await make(null)];
    await setBaseline(prisma(), measured, "major_outage", at(-600));
    await requestAllDays(prisma(), [plain, dated, measured]);
    expect(await dayFrom(plain)).toBe(at(0));
    expect(await dayFrom(dated)).toBe(Date.UTC(2026, 3, 30));
    expect(await dayFrom(measured)).toBe(at(-600));
  });
});
