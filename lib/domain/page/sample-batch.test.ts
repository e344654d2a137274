import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUTCOMES } from "#lib/domain/status/sample.ts";
import { MAX_AHEAD_MS, namedMonitors, readSamples, type SampledMonitor } from "./sample-batch.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const DAY_MS = 86_400_000;
const monitor = (fields: Partial<SampledMonitor> = {}): SampledMonitor => ({
  id: "aaaaaaaaaaaa",
  intervalMs: 30_000,
  phaseMs: 0,
  enabled: true,
  acceptedFrom: NOW - 35 * DAY_MS,
  acceptedFromReason: "retention",
  ...fields,
});
const monitors = new Map<unknown, SampledMonitor>([
  ["aaaaaaaaaaaa", monitor()],
  ["bbbbbbbbbbbb", monitor({ id: "bbbbbbbbbbbb", intervalMs: 60_000, phaseMs: 7_000 })],
]);
const good = { monitor_id: "aaaaaaaaaaaa", at: "2026-11-23T11:59:45.500Z", outcome: "up" };
const read = (sample: unknown) => readSamples([sample], monitors, NOW);

describe("readSamples", () => {
  it("puts a sample into the slot that holds its instant, with the phase of its monitor", () => {
    expect(read(good).samples).toEqual([
      {
        monitorId: "aaaaaaaaaaaa",
        prober: "api",
        slotAt: Date.UTC(2026, 10, 23, 11, 59, 30),
        outcome: "up",
        impaired: false,
        latencyMs: null,
        clientId: null,
        detail: null,
      },
    ]);
    const phased = read({ ...good, monitor_id: "bbbbbbbbbbbb", latency_ms: 0, id: "x" }).samples[0]!;
    expect([phased.slotAt, phased.latencyMs, phased.clientId]).toEqual([
      Date.UTC(2026, 10, 23, 11, 59, 7),
      0,
      "x",
    ]);
  });

  it("draws its limits exactly", () => {
    const at = (ms: number) => ({ ...good, at: new Date(ms).toISOString() });
    const accepted = (ms: number) => read(at(ms)).samples.length === 1;
    expect([accepted(NOW + MAX_AHEAD_MS), accepted(NOW + MAX_AHEAD_MS + 1)]).toEqual([true, false]);
    expect([accepted(NOW - 35 * DAY_MS), accepted(NOW - 35 * DAY_MS - 1)]).toEqual([true, false]);
  });

  it("keeps the order of the batch and the place of each refusal", () => {
    const batch = [good, 0, { ...good, outcome: "maybe" }, { ...good, monitor_id: "bbbbbbbbbbbb" }];
    const { samples, rejected } = readSamples(batch, monitors, NOW);
    expect(samples.map((sample) => sample.monitorId)).toEqual(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);
    expect(rejected.map(({ index }) => index)).toEqual([1, 2]);
  });

  it("takes or refuses whatever JSON there is, each once, and what it takes is sound", () => {
    const near = fc.date({
      min: new Date(NOW - 40 * DAY_MS),
      max: new Date(NOW + DAY_MS),
      noInvalidDate: true,
    });
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          monitor_id: fc.constantFrom<unknown>("aaaaaaaaaaaa", "cccccccccccc", 1, null),
          at: fc.oneof(
            near.map((date) => date.toISOString()),
            fc.string(),
          ),
          outcome: fc.constantFrom<unknown>(...OUTCOMES, "UP", 1),
          latency_ms: fc.oneof(fc.double(), fc.constant(null), fc.string()),
          id: fc.oneof(fc.string({ unit: "binary" }), fc.constant(null), fc.integer()),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(entry), (batch) => {
        const { samples, rejected } = readSamples(batch, monitors, NOW);
        expect(samples.length + rejected.length).toBe(batch.length);
        for (const sample of samples) {
          expect(sample.slotAt % 30_000).toBe(0);
          expect(sample.slotAt).toBeLessThanOrEqual(NOW + MAX_AHEAD_MS);
          expect(sample.latencyMs ?? 0).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(sample.latencyMs ?? 0)).toBe(true);
          expect(sample.clientId ?? "x").not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});

describe("namedMonitors", () => {
  it("names each monitor once, and nothing that can be none", () => {
    const batch = [good, good, null, 7, { monitor_id: ["aaaaaaaaaaaa"] }, { monitor_id: "short" }];
    expect(namedMonitors(batch)).toEqual(["aaaaaaaaaaaa"]);
  });
});
