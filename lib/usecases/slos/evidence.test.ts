import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newToken, newWorld, operatorScope } from "#lib/testing/manage/world.ts";
import { tDeveloperPage } from "#lib/testing/slo/page.ts";
import { submitMeasurements } from "../measurements/submit.ts";
import { listViolations } from "../violations/read.ts";
import { readAllEvidence, readSloEvidence } from "./evidence.ts";
import { readSloOverview } from "./overview.ts";
import { evaluateSlos } from "./round/evaluate.ts";

withDatabase();
const MINUTE = 60_000;
const T = Math.floor(Date.now() / (60 * MINUTE)) * 60 * MINUTE;

describe("the evidence of SLO-001", () => {
  it("is what sessions and health checks say; not one objective counts it, however bad it is", async () => {
    const page = await tDeveloperPage(T - 60 * MINUTE);
    const { pageId } = page;
    const { sloId } = page.objective("SLO-001/enterprise_plus");
    const sessions = Array.from({ length: 6 }, (_, i) => ({
      ...{ sli: "user-sessions", good: 0, total: 1_000 },
      window_start: new Date(T - (i + 1) * 5 * MINUTE).toISOString(),
    }));
    await submitMeasurements(operatorScope("samples:write", pageId), sessions, T);
    const read = (asked: object = {}, id = sloId) =>
      readSloEvidence(operatorScope("page:read", pageId), id, asked, T);
    const { evidence } = await read();
    expect(evidence.map(({ key, good, total }) => [key, good, total])).toEqual([
      ["health-checks", 0n, 0n],
      ["user-sessions", 0n, 6_000n],
    ]);
    expect(evidence[1]).toMatchObject({ sliId: page.sli("user-sessions"), lastWindowAt: T - 5 * MINUTE });
    const overview = await readSloOverview(operatorScope("page:read", pageId), T);
    expect(await readAllEvidence(operatorScope("page:read", pageId), overview.slos, T)).toEqual([
      { sloKey: "SLO-001", evidence },
    ]);
    expect((await read({ until: T - 60 * MINUTE })).evidence[1]!.total).toBe(0n);
    expect((await read({}, page.objective("SLO-005/5xx").sloId)).evidence).toEqual([]);
    await expect(read({ from: T, until: T })).rejects.toMatchObject({ kind: "invalid" });
    await expect(read({}, "zzzzzzzzzzzz")).rejects.toMatchObject({ kind: "not_found" });
    await evaluateSlos({ failed: (_, error) => expect(error).toBeNull() }, T);
    expect(await listViolations(operatorScope("page:read", pageId), {}, { skip: 0, take: 9 })).toEqual([]);
    const token = await newToken(pageId);
    const { body } = await call("GET", `/v1/pages/${pageId}/slos/${sloId}/evidence`, { token });
    expect(body.evidence).toMatchObject([
      { key: "health-checks", percent: null, last_window_at: null },
      { key: "user-sessions", good: 0, total: 6_000, percent: "0.000000" },
    ]);
    const { stranger } = await newWorld();
    expect(
      (await call("GET", `/v1/pages/${pageId}/slos/${sloId}/evidence`, { token: stranger })).status,
    ).toBe(404);
  });
});
