import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWebhookSender } from "#lib/channels/webhook.ts";
import { pool, prisma } from "#lib/data/db.ts";
import { claimRuns, insertRun, readActions } from "#lib/data/escalation/runs.ts";
import { newId } from "#lib/data/new-id.ts";
import type { ActionConfig } from "#lib/domain/escalation/action.ts";
import { createEgress } from "#lib/net/egress.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { makeObjective, violated } from "#lib/testing/slo/rows.ts";
import { ACTION_SECRETS } from "#lib/usecases/escalation/run.ts";
import { sealSecret } from "#lib/usecases/secrets/sealed.ts";
import { settleVerdict } from "#lib/usecases/violations/settle.ts";
import { createEscalation, createResponses } from "./escalation.ts";

withDatabase();
const SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

type Post = { headers: Record<string, string>; body: string };
const posts: Post[] = [];
let answer = 200;
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    posts.push({ headers: request.headers as Record<string, string>, body });
    response.statusCode = answer;
    response.end("noted");
  });
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => void server.close());

const senders = () => createWebhookSender(createEgress({ allow: [`127.0.0.1:${port}`], dnsServers: [] }));
const respond = () => createResponses(senders(), TEST_SECRET_KEY)();

async function violationWith(fields: {
  mode: "live" | "dry_run";
  config?: Partial<ActionConfig>;
  kind?: string;
}) {
  const pageId = await makePage();
  const objective = await makeObjective(pageId, { sloKey: "SLO-003" });
  const now = Date.now();
  const { violation } = (await settleVerdict({ objective, verdict: violated(now) }, null, now))!;
  const config = { url: `http://127.0.0.1:${port}/scale`, arn: null, endpoint: null, timeoutSeconds: 5 };
  const { mode, kind = "webhook" } = fields;
  await prisma().responseAction.create({
    data: {
      ...{ id: newId(), pageId, key: "scale_out", name: "Scale out", kind, mode },
      config: { ...config, parameters: { group: "api" }, ...fields.config } as object,
      sealed: sealSecret(SECRET, TEST_SECRET_KEY, ACTION_SECRETS),
    },
  });
  const [action] = await readActions(pageId);
  const insert = () =>
    prisma().$transaction((tx) => insertRun(tx, action!, { violationId: violation.id, level: 1 }, now));
  expect(await insert()).toBe(true);
  const run = async () =>
    (
      await pool().query(
        "select state, attempts, due_at, outcomes from action_runs where violation_id = $1",
        [violation.id],
      )
    ).rows[0];
  return { pageId, violation, action: action!, insert, run };
}

describe("responses", () => {
  it("post what happened, signed, under one id, and write down that it was taken", async () => {
    answer = 200;
    const { violation, action, insert, run } = await violationWith({ mode: "live" });
    expect(await insert()).toBe(false);
    posts.length = 0;
    await respond();
    await respond();
    expect(posts).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: "" } as Post] = posts;
    expect(headers["webhook-id"]).toBe(`${violation.id}:1:${action.id}`);
    expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({
      ...{ action: "scale_out", dry_run: false, level: 1, parameters: { group: "api" } },
      violation: { id: violation.id, slo: "SLO-003", severity: "critical" },
    });
    expect(await run()).toMatchObject({
      state: "succeeded",
      attempts: 1,
      due_at: null,
      outcomes: [{ code: "200" }],
    });
  });

  it("try again after a failure, and say each time what came back", async () => {
    answer = 503;
    const { run } = await violationWith({ mode: "live" });
    await respond();
    const first = await run();
    expect(first).toMatchObject({
      state: "pending",
      attempts: 1,
      outcomes: [{ code: "503", text: "noted" }],
    });
    expect(+first.due_at - Date.now()).toBeGreaterThan(3_000);
    answer = 200;
    await pool().query("update action_runs set due_at = now() where state = 'pending'");
    await respond();
    expect(await run()).toMatchObject({
      state: "succeeded",
      attempts: 2,
      outcomes: [{ code: "503" }, { code: "200" }],
    });
  });

  it("send nothing as a dry run: what would have been sent is written down", async () => {
    const { run, violation } = await violationWith({ mode: "dry_run" });
    posts.length = 0;
    await respond();
    expect(posts).toEqual([]);
    const { state, outcomes } = await run();
    expect([state, outcomes[0].code]).toEqual(["succeeded", "dry_run"]);
    expect(JSON.parse(outcomes[0].text)).toMatchObject({ dry_run: true, violation: { id: violation.id } });
  });

  it("go nowhere private, and fail for good where there is no way out", async () => {
    const inside = await violationWith({ mode: "live", config: { url: "http://127.0.0.1:9/x" } });
    const nowhere = await violationWith({ mode: "live", kind: "sns", config: { url: null } });
    await respond();
    expect((await inside.run()).outcomes[0].code).toBe("address_not_allowed");
    expect(await nowhere.run()).toMatchObject({
      state: "failed",
      due_at: null,
      outcomes: [{ code: "refused" }],
    });
  });

  it("are taken by one worker at a time, and by another after the lease", async () => {
    await pool().query("update action_runs set due_at = null");
    await violationWith({ mode: "live" });
    const now = Date.now() + 1_000;
    const [a, b] = await Promise.all([claimRuns(now, 1_000, 10), claimRuns(now, 1_000, 10)]);
    expect(a.length + b.length).toBe(1);
    expect(await claimRuns(now + 999, 1_000, 10)).toEqual([]);
    expect(await claimRuns(now + 1_000, 1_000, 10)).toHaveLength(1);
  });
});

describe("the loop of escalation", () => {
  it("reaches the first level at once, says so, and comes back when the next is due", async () => {
    await violationWith({ mode: "dry_run" });
    let fired = 0;
    const errors: unknown[] = [];
    const log = { error: (about: unknown) => void errors.push(about) };
    const run = createEscalation(log as never, () => {
      fired += 1;
    });
    const result = await run();
    expect([fired, errors]).toEqual([1, []]);
    expect((result as { againInMs: number }).againInMs).toBeLessThanOrEqual(1_000);
    await run();
    expect(fired).toBe(1);
  });
});
