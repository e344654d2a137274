import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { addDeliveryMetrics } from "./delivery-metrics.ts";

const channels = [
  { channel: "email" as const, sent: 41, retried: 2, failed: 1, waiting: 7 },
  { channel: "webhook" as const, sent: 0, retried: 0, failed: 0, waiting: 0 },
];
const queue = { oldestDueAgeMs: 1_500, isHeld: true, isHealthy: true };

function world(given: Partial<Parameters<typeof addDeliveryMetrics>[1]> = {}) {
  let [asked, clock] = [0, 1_000];
  const registry = new Registry();
  const readQueue = async () => {
    asked += 1;
    return queue;
  };
  addDeliveryMetrics(registry, { readQueue, readChannels: async () => channels, ...given }, () => clock);
  return { registry, asked: () => asked, later: (ms: number) => (clock += ms) };
}

describe("figures of sending", () => {
  it("are told by channel, again and again the same", async () => {
    const { registry } = world();
    for (let read = 0; read < 2; read++) {
      const text = await registry.metrics();
      expect(text).toMatch(/^tds_delivery_tries_total\{channel="email",outcome="sent"\} 41$/m);
      expect(text).toMatch(/^tds_delivery_tries_total\{channel="email",outcome="failed"\} 1$/m);
      expect(text).toMatch(/^tds_deliveries_waiting\{channel="email"\} 7$/m);
      expect(text).toMatch(/^tds_oldest_due_delivery_seconds 1\.5$/m);
      expect(text).toMatch(/^tds_deliveries_held 1$/m);
    }
  });

  it("cost the database one look in five seconds", async () => {
    const { registry, asked, later } = world();
    for (let read = 0; read < 10; read++) await registry.metrics();
    expect(asked()).toBe(1);
    later(5_000);
    await registry.metrics();
    expect(asked()).toBe(2);
  });

  it("are missing while the database is away, and nothing else is", async () => {
    const { registry } = world({ readQueue: () => Promise.reject(new Error("away")) });
    const text = await registry.metrics();
    expect(text).toContain("# TYPE tds_deliveries_waiting gauge");
    expect(text).not.toMatch(/^tds_deliveries_waiting\{/m);
  });
});
