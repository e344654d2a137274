import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { catalogue, everyComponent } from "#lib/domain/page/catalogue.ts";
import { bell, fraction, hashOf } from "./chance.ts";
import { DEMO_COMPONENTS, DEMO_GROUPS, STATUS_PAGE } from "./nouns.ts";
import { planStretch, type Trouble } from "./plan.ts";
import { simulate } from "./simulate.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;
const openedAt = Date.parse("2026-11-23T12:34:56Z");
const story = { seed: "t", openedAt };
const whole = planStretch(story, openedAt - 90 * DAY, openedAt + DAY);
const overlaps = (from: number, until: number) => (one: { startedAt: number; endedAt: number }) =>
  one.endedAt > from && one.startedAt < until;

describe("chance", () => {
  it("is a function of its arguments", () => {
    expect(fraction(hashOf("a"), 5)).toBe(fraction(hashOf("a"), 5));
    expect(fraction(hashOf("a"), 5)).not.toBe(fraction(hashOf("b"), 5));
    expect(fraction(hashOf("a"), 5)).not.toBe(fraction(hashOf("a"), 6));
  });

  it("is evenly spread, whatever the key", () => {
    for (const key of ["a", "rest-api", "x y 1"].map(hashOf)) {
      const tenths = Array<number>(10).fill(0);
      for (let i = 0; i < 10_000; i++) tenths[Math.floor(fraction(key, i) * 10)]! += 1;
      for (const count of tenths) expect(count).toBeGreaterThan(850);
    }
  });

  it("has a bell around zero, within three deviations", () => {
    const values = Array.from({ length: 10_000 }, (_, i) => bell(hashOf("bell"), i));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(variance).toBeGreaterThan(0.9);
    expect(variance).toBeLessThan(1.1);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(3);
  });
});

describe("the demo's components", () => {
  it("are found again in the catalogue that is applied first, which has none that the demo forgets", () => {
    const document = catalogue.parse(parse(readFileSync("prisma/catalogue/t-developer.yaml", "utf8")));
    const keys = DEMO_COMPONENTS.map(({ key, group }) => `${group} ${key}`);
    for (const { component, groupKey } of everyComponent(document))
      expect(keys).toContain(`${groupKey} ${component.key}`);
    expect(document.groups.map(({ key }) => key)).toEqual(DEMO_GROUPS.map(({ key }) => key));
  });

  it("are 14 to 20, in groups that exist, with keys of their own and English names", () => {
    expect(DEMO_COMPONENTS.length).toBeGreaterThanOrEqual(14);
    expect(DEMO_COMPONENTS.length).toBeLessThanOrEqual(20);
    expect(new Set(DEMO_COMPONENTS.map(({ key }) => key)).size).toBe(DEMO_COMPONENTS.length);
    for (const { group, translations } of DEMO_COMPONENTS) {
      if (group !== null) expect(DEMO_GROUPS.map(({ key }) => key)).toContain(group);
      expect(translations.en?.name).toBeTruthy();
    }
  });
});

describe("planStretch", () => {
  it("tells the same story again", () => {
    expect(planStretch(story, openedAt - 90 * DAY, openedAt + DAY)).toEqual(whole);
    expect(planStretch({ ...story, seed: "u" }, openedAt - 90 * DAY, openedAt)).not.toEqual(whole);
  });

  it("tells of a part what the whole tells of it", () => {
    fc.assert(
      fc.property(fc.nat(90 * 24), fc.integer({ min: 1, max: 72 }), (hoursAgo, hours) => {
        const from = openedAt - hoursAgo * 3_600_000;
        const until = Math.min(from + hours * 3_600_000, openedAt + DAY);
        const part = planStretch(story, from, until);
        const byText = (a: Trouble, b: Trouble) => JSON.stringify(a).localeCompare(JSON.stringify(b));
        expect(part.troubles.sort(byText)).toEqual(whole.troubles.filter(overlaps(from, until)).sort(byText));
        expect(part.maintenances).toEqual(whole.maintenances.filter(overlaps(from, until)));
        expect(part.silences).toEqual(whole.silences.filter(overlaps(from, until)));
      }),
    );
  });

  it("has everything to look at: outages, degradation, maintenance, a hole, and something that goes on", () => {
    const outcomes = whole.troubles.map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === "down").length).toBeGreaterThan(10);
    expect(outcomes.filter((one) => one === "degraded").length).toBeGreaterThan(10);
    expect(whole.maintenances.length).toBe(3);
    expect(whole.silences.length).toBe(1);
    expect(whole.troubles.some((one) => one.startedAt < openedAt && one.endedAt > openedAt)).toBe(true);
  });

  it("stays plausible: few troubles, minutes to little more than an hour, on whole minutes, none of the page itself", () => {
    expect(whole.troubles.length).toBeLessThan(200);
    for (const { startedAt, endedAt, component } of whole.troubles) {
      expect(startedAt % MINUTE).toBe(0);
      expect(endedAt % MINUTE).toBe(0);
      expect(endedAt - startedAt).toBeGreaterThanOrEqual(MINUTE);
      expect(endedAt - startedAt).toBeLessThanOrEqual(80 * MINUTE);
      expect(component).not.toBe(STATUS_PAGE);
      expect(DEMO_COMPONENTS.map(({ key }) => key)).toContain(component);
    }
  });

  it("names only monitors that the component has", () => {
    for (const { component, monitor } of whole.troubles)
      if (monitor !== null)
        expect(DEMO_COMPONENTS.find(({ key }) => key === component)?.monitors).toContain(monitor);
  });
});

describe("simulate", () => {
  const at = openedAt - 10 * DAY;
  const plan = {
    seed: "t",
    maintenances: [],
    silences: [{ startedAt: at + 60 * MINUTE, endedAt: at + 90 * MINUTE }],
    troubles: [
      {
        component: "a",
        monitor: null,
        outcome: "degraded",
        reason: "slow",
        startedAt: at,
        endedAt: at + 20 * MINUTE,
      },
      {
        component: "a",
        monitor: "x",
        outcome: "down",
        reason: "refused",
        startedAt: at + 5 * MINUTE,
        endedAt: at + 10 * MINUTE,
      },
    ] satisfies Trouble[],
  };
  const x = simulate(plan, { component: "a", monitor: "x", baseMs: 100 });
  const y = simulate(plan, { component: "a", monitor: "y", baseMs: 100 });
  const other = simulate(plan, { component: "b", monitor: "x", baseMs: 100 });

  it("fails whom the plan says, with the reason, the worse trouble first", () => {
    expect(x(at + 2 * MINUTE)).toMatchObject({ outcome: "degraded", reason: "slow" });
    expect(x(at + 5 * MINUTE)).toEqual({ outcome: "down", reason: "refused", latencyMs: null });
    expect(x(at + 10 * MINUTE)).toMatchObject({ outcome: "degraded" });
    expect(y(at + 5 * MINUTE)).toMatchObject({ outcome: "degraded" });
    expect(other(at + 5 * MINUTE)).toMatchObject({ outcome: "up", reason: null });
    expect(x(at + 20 * MINUTE)).toMatchObject({ outcome: "up" });
  });

  it("measures nothing in a silence", () => {
    expect(x(at + 59 * MINUTE)).not.toBeNull();
    expect(x(at + 60 * MINUTE)).toBeNull();
    expect(x(at + 89 * MINUTE)).toBeNull();
    expect(x(at + 90 * MINUTE)).not.toBeNull();
  });

  it("measures the same slot the same way, and monitors differently", () => {
    expect(x(at + 30 * MINUTE)).toEqual(x(at + 30 * MINUTE));
    expect(x(at + 30 * MINUTE)).not.toEqual(y(at + 30 * MINUTE));
  });

  it("answers about as fast as it should, and much slower when degraded", () => {
    const times = (from: number, minutes: number) =>
      Array.from({ length: minutes }, (_, i) => other(from + i * MINUTE)?.latencyMs ?? 100);
    const quiet = times(at + 100 * MINUTE, 1_000).sort((a, b) => a - b);
    expect(quiet[500]).toBeGreaterThan(70);
    expect(quiet[500]).toBeLessThan(130);
    expect(x(at + MINUTE)?.latencyMs).toBeGreaterThan(300);
  });

  it("fails now and then without any trouble, never twice in a row", () => {
    const outcomes = Array.from({ length: 200_000 }, (_, i) => other(at + (200 + i) * MINUTE)?.outcome);
    const failures = outcomes.flatMap((outcome, i) => (outcome === "down" ? [i] : []));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.length).toBeLessThan(30);
    for (const [i, index] of failures.entries()) expect(index - (failures[i - 1] ?? -2)).toBeGreaterThan(1);
  });
});
