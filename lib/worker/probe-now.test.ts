import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { insertProbe } from "#lib/data/page/probe-requests.ts";
import type { ProbeNowResult } from "#lib/domain/page/probe-now.ts";
import type { ProbeTarget } from "#lib/domain/status/monitor.ts";
import type { Logger } from "#lib/log.ts";
import { createEgress } from "#lib/net/egress.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { startTarget, type Target, until } from "#lib/testing/worker-process.ts";
import { createProbeNow } from "./probe-now.ts";

withDatabase();
let target: Target;
let pageId: string;
beforeAll(async () => {
  target = await startTarget();
  pageId = await newPage();
});
afterAll(() => target.close());
beforeEach(() => prisma().probeRequest.deleteMany());

function maker() {
  const errors: string[] = [];
  const log = { error: (_: object, text: string) => void errors.push(text) } as unknown as Logger;
  const egress = createEgress({ allow: [`127.0.0.1:${target.port}`], dnsServers: [] });
  const selfOrigin = `http://127.0.0.1:${target.port}`;
  return { ...createProbeNow({ egressOf: () => egress, selfOrigin, log }), errors };
}

async function ask(kind: string, config: object): Promise<string> {
  const id = newId();
  const asked = { id: "unsaved", kind, config, timeoutMs: 2_000, degradedAboveMs: null } as ProbeTarget;
  const probe = { id, pageId, monitorId: null, target: { target: asked, isFromCatalogue: false } };
  await prisma().$transaction((tx) => insertProbe(tx, probe, Date.now()));
  return id;
}
const resultOf = async (id: string) =>
  (await prisma().probeRequest.findUniqueOrThrow({ where: { id } })).result as ProbeNowResult | null;
const url = (path: string) => ({ url: `http://127.0.0.1:${target.port}${path}` });

describe("createProbeNow", () => {
  it("tells what was found and where the time went", async () => {
    const { tick, drain, errors } = maker();
    const id = await ask("http", url("/well"));
    expect(await tick()).toBeUndefined();
    await drain(5_000);
    const result = await resultOf(id);
    expect(result).toMatchObject({ outcome: "up", reason: null, httpStatus: 200, tlsMs: null });
    for (const ms of [result!.connectMs, result!.firstByteMs, result!.totalMs]) expect(ms).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });

  it("tells why a target is down, and how long it took to know", async () => {
    const { tick, drain } = maker();
    const [down, refused, unheard] = [
      await ask("http", { ...url("/well"), keyword: "nobody says this" }),
      await ask("http", { url: "http://127.0.0.1:1/" }),
      await ask("self", {}),
    ];
    await tick();
    await drain(5_000);
    expect(await resultOf(down)).toMatchObject({ outcome: "down", reason: "keyword_missing" });
    expect(await resultOf(refused)).toMatchObject({ outcome: "down", reason: "address_not_allowed" });
    expect((await resultOf(refused))!.totalMs).toBeGreaterThan(0);
    expect(await resultOf(unheard)).toMatchObject({ httpStatus: expect.any(Number) });
  });

  it("makes each probe once, however many workers there are, and goes on after a defect", async () => {
    const makers = [maker(), maker(), maker()];
    const broken = await ask("http", { url: 7 });
    const ids = await Promise.all(Array.from({ length: 12 }, () => ask("http", url("/well"))));
    const before = target.seen.length;
    await Promise.all(makers.map(({ tick }) => tick()));
    await until(async () => (await Promise.all(ids.map(resultOf))).every(Boolean));
    await Promise.all(makers.map(({ drain }) => drain(5_000)));
    expect(target.seen.length - before).toBe(ids.length);
    expect(await resultOf(broken)).toMatchObject({ outcome: "down", reason: "probe_failed" });
    expect(makers.flatMap(({ errors }) => errors)).toEqual(["A probe could not be made"]);
  });

  it("drains in time: a probe that hangs is cut", async () => {
    const { tick, drain } = maker();
    target.answers.set("/hang", "hang");
    const id = await ask("http", url("/hang"));
    await tick();
    const startedAt = performance.now();
    await drain(200);
    expect(performance.now() - startedAt).toBeLessThan(1_900);
    expect(await resultOf(id)).toBeNull();
  });
});
