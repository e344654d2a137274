import { describe, expect, it } from "vitest";
import { authorize } from "#lib/data/scope.ts";
import { type NewTier, newTier } from "#lib/domain/slo/defining/tier-input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { archiveTier } from "./archive.ts";
import { createTier, updateTier } from "./define.ts";
import { listTiers, readTier } from "./read.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const tier = (key: string): NewTier =>
  newTier.parse({
    key,
    name: key,
    promises: {
      availability: "99.95",
      api_latency_ms: { p50: 100, p95: 200, p99: 500 },
      cold_start_ms: 2_000,
      warm_start_ms: 100,
      error_rate: "0.1",
      server_error_rate: "0.05",
      requests_per_day: null,
      concurrent_runs: 500,
      support: {
        first_response_minutes: 60,
        resolve_p1_minutes: 480,
        resolve_p2_minutes: 2_880,
        channel: "email_chat",
      },
    },
  });
const scopeOf = (pageId: string) => operatorScope("slos:write", pageId);
const reader = (pageId: string) => operatorScope("page:read", pageId);

describe("a tier", () => {
  it("is made, changed and archived, each with its audit record", async () => {
    const pageId = await newPage();
    const made = await createTier(scopeOf(pageId), tier("enterprise"), T);
    expect(await readTier(reader(pageId), made.id)).toEqual(made);
    const changed = await updateTier(scopeOf(pageId), made.id, { name: "Business" }, T + 1);
    expect(changed).toEqual({ ...made, name: "Business" });
    const promises = { ...tier("enterprise").promises, availability: "99.9" };
    expect(await updateTier(scopeOf(pageId), made.id, { promises }, T + 2)).toMatchObject({
      promises: { availability: "99.9", apiLatencyUs: { p95: 200_000 } },
    });
    await updateTier(scopeOf(pageId), made.id, { name: "Business" }, T + 3);
    await archiveTier(scopeOf(pageId), made.id, T + 4);
    expect(await listTiers(reader(pageId))).toEqual([]);
    const { actions, events, audits } = await written(pageId);
    expect(actions).toEqual(["tier.create", "tier.update", "tier.update", "tier.archive"]);
    expect(events).toEqual(["tier.defined", "tier.defined", "tier.defined", "tier.archived"]);
    expect(audits[1]).toMatchObject({ before: { name: "enterprise" }, after: { name: "Business" } });
  });

  it("has a key of its own, on a page with at most twenty", async () => {
    const pageId = await newPage();
    for (let n = 0; n < 20; n++) await createTier(scopeOf(pageId), tier(`t${n}`), T);
    await expect(createTier(scopeOf(pageId), tier("t3"), T)).rejects.toMatchObject({
      faults: [{ path: "tier.key", message: "another tier has this key" }],
    });
    await expect(createTier(scopeOf(pageId), tier("more"), T)).rejects.toMatchObject({
      faults: [{ path: "tier", message: "a page has at most 20 tiers" }],
    });
    expect(await listTiers(reader(pageId), { skip: 18, take: 10 })).toHaveLength(2);
  });

  it("stays while objectives are promised to it", async () => {
    const pageId = await newPage();
    const { id } = await createTier(scopeOf(pageId), tier("enterprise"), T);
    await makeSlo(pageId, { objectives: [objectiveDefinition("main", { tierKey: "enterprise" })] });
    await expect(archiveTier(scopeOf(pageId), id, T)).rejects.toMatchObject({
      kind: "conflict",
      message: "Objectives are promised to this tier: SLO-900. Change them first",
    });
    expect(await listTiers(reader(pageId))).toHaveLength(1);
  });

  it("of another page is not found; readers write nothing", async () => {
    const { id } = await createTier(scopeOf(await newPage()), tier("enterprise"), T);
    const stranger = await newPage();
    await expect(readTier(reader(stranger), id)).rejects.toThrow("tier not found");
    await expect(updateTier(scopeOf(stranger), id, { name: "Mine" }, T)).rejects.toThrow("tier not found");
    await expect(archiveTier(scopeOf(stranger), id, T)).rejects.toThrow("tier not found");
    const token = { kind: "token" as const, id: "t", pageId: stranger, permissions: ["page:read" as const] };
    expect(() => authorize(token, "slos:write", stranger)).toThrow("slos:write");
  });
});
