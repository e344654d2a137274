import { describe, expect, it } from "vitest";
import { authorize } from "#lib/data/scope.ts";
import { readViolationRow } from "#lib/data/slo/violations.ts";
import { MAX_INTEGRITY_EVENTS } from "#lib/domain/slo/sent/integrity-batch.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newToken, newWorld, operatorScope } from "#lib/testing/manage/world.ts";
import { tDeveloperPage } from "#lib/testing/slo/page.ts";
import { advanceEscalations } from "../escalation/advance.ts";
import { evaluateSlos } from "../slos/round/evaluate.ts";
import { listViolations } from "../violations/read.ts";
import { submitIntegrityEvents } from "./submit.ts";

withDatabase();
const T = Date.parse("2026-11-24T10:00:00Z");
const MINUTE = 60_000;
const given = { kind: "backup", job: "agents-db", at: "2026-11-24T10:00:00Z", outcome: "success" };
const scopeOf = (pageId: string) =>
  authorize({ kind: "system", id: "t", pageId: null }, "samples:write", pageId);

describe("submitIntegrityEvents", () => {
  it("takes each once, and tells of every fault where it is", async () => {
    const { pageId } = await newWorld();
    const tell = (...batch: unknown[]) => submitIntegrityEvents(scopeOf(pageId), batch, T);
    expect(await tell(given, given, { ...given, kind: "x" })).toMatchObject({
      ...{ accepted: 1, duplicates: 1, rejected: [{ index: 2 }] },
    });
    const lost = { ...given, outcome: "data_loss" };
    expect(await tell({ ...given, kind: "x" }, lost, given, { ...given, job: "code" })).toMatchObject({
      ...{ accepted: 1, duplicates: 0, rejected: [{ index: 0 }, { index: 1 }, { index: 2 }] },
    });
    expect(await tell(given, lost)).toMatchObject({ accepted: 0, duplicates: 1, rejected: [{ index: 1 }] });
    await expect(tell(...new Array(MAX_INTEGRITY_EVENTS + 1).fill(given))).rejects.toMatchObject({
      kind: "too_large",
    });
  });

  it("is a door of the manage API, for who may hand in samples; the list marks what was late", async () => {
    const world = await newWorld();
    const path = `${world.base}/integrity-events`;
    const at = new Date().toISOString();
    const json = {
      integrity_events: [{ ...given, kind: "restore", at, rto_seconds: 3_601, rpo_seconds: 60 }],
    };
    const sampler = await newToken(world.pageId, ["samples:write"]);
    expect((await call("POST", path, { token: sampler, json })).status).toBe(202);
    expect(await call("POST", path, { token: sampler, json })).toMatchObject({
      ...{ status: 202, body: { accepted: 0, duplicates: 1, rejected: [] } },
    });
    const { body } = await call("GET", `${path}?kind=restore&limit=5`, { token: world.reader });
    expect(body).toEqual([
      {
        ...{ id: expect.any(String), page_id: world.pageId, kind: "restore", job: "agents-db", at },
        ...{ outcome: "success", rto_seconds: 3_601, rpo_seconds: 60, late: ["rto"], client_id: at },
        ...{ note: null, created_at: expect.any(String) },
      },
    ]);
    expect((await call("GET", `${path}?kind=restores`, { token: world.reader })).status).toBe(422);
    expect((await call("GET", path, { token: world.stranger })).status).toBe(404);
    expect((await call("POST", path, { token: world.reader, json })).status).toBe(403);
    expect((await call("POST", path, { token: world.stranger, json })).status).toBe(404);
    expect((await call("POST", path, { json })).status).toBe(401);
  });
});

describe("lost data", () => {
  it("found by a checksum or a restore is a critical violation of SLO-007, at level 4 at once", async () => {
    for (const kind of ["checksum", "restore"]) {
      const { pageId } = await tDeveloperPage(T - 60 * MINUTE);
      const tell = (fields: object) => submitIntegrityEvents(scopeOf(pageId), [{ ...given, ...fields }], T);
      const judged = async (now: number) => {
        const failures: unknown[] = [];
        await evaluateSlos({ failed: (_, error) => void failures.push(error) }, now);
        expect(failures).toEqual([]);
        const window = { skip: 0, take: 10 };
        return await listViolations(operatorScope("page:read", pageId), {}, window);
      };
      await tell({ kind: "checksum" });
      expect(await judged(T + MINUTE)).toEqual([]);
      const lost = { kind, client_id: "lost", outcome: "data_loss" };
      await tell(lost);
      await tell(lost);
      const found = await judged(T + 2 * MINUTE);
      const loss = found.find(({ objectiveKey }) => objectiveKey === "data-loss")!;
      expect(loss).toMatchObject({ sloKey: "SLO-007", severity: "critical", rule: "first_bad", actual: "1" });
      await advanceEscalations({ failed: (_, error) => expect(error).toBeNull() }, T + 2 * MINUTE + 1);
      expect((await readViolationRow(pageId, loss.id))?.level).toBe(4);
    }
  });

  it("is not what a failed backup is: that is judged by the share of good ones, and warns", async () => {
    const { pageId } = await tDeveloperPage(T - 60 * MINUTE);
    await submitIntegrityEvents(scopeOf(pageId), [{ ...given, outcome: "failure" }], T);
    await evaluateSlos({ failed: (_, error) => expect(error).toBeNull() }, T + MINUTE);
    const found = await listViolations(operatorScope("page:read", pageId), {}, { skip: 0, take: 10 });
    expect(found.map(({ objectiveKey, severity }) => [objectiveKey, severity])).toEqual([
      ["backups", "warning"],
    ]);
  });
});
