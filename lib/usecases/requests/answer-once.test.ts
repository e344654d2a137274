import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { ABANDONED_AFTER_MS, REMEMBERED_MS } from "#lib/data/people/idempotency.ts";
import { change } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, newWorld, operatorScope, written } from "#lib/testing/manage/world.ts";
import { answerOnce } from "./answer-once.ts";
import { seal, unseal } from "./seal.ts";

withDatabase();

const now = 1_800_000_000_000;
const request = (key: string, at = now, requestHash = "h") => ({
  key,
  token: "secret-token",
  requestHash,
  now: at,
});
const answer = (result: string) => ({ status: 201, body: JSON.stringify({ result }) });
const work = (result: string) => (scope: Parameters<typeof change>[0]) =>
  change(scope, async () => ({
    result,
    audit: { action: "test.act", objectKind: "page", objectId: scope.pageId },
    event: null,
  }));

describe("answerOnce", () => {
  it("does the work once and answers the same again", async () => {
    const pageId = await newPage();
    const scope = operatorScope("settings:write", pageId);
    const first = await answerOnce(scope, request("same"), work("one"), answer);
    const second = await answerOnce(scope, request("same", now + 1_000), work("two"), answer);
    expect(first).toEqual({ status: 201, body: '{"result":"one"}', isReplay: false });
    expect(second).toEqual({ ...first, isReplay: true });
    expect((await written(pageId)).actions).toEqual(["test.act"]);
  });

  it("stores the answer in the transaction of the change: a change that fails leaves the key free", async () => {
    const pageId = await newPage();
    const scope = operatorScope("settings:write", pageId);
    const failing = (within: Parameters<typeof change>[0]) =>
      change(within, async () => {
        throw new Failure("invalid", "no");
      });
    await expect(answerOnce(scope, request("fails"), failing, answer as never)).rejects.toThrow("no");
    const again = await answerOnce(scope, request("fails"), work("now"), answer);
    expect(again.isReplay).toBe(false);
  });

  it("refuses the key with another request, and while it is being answered", async () => {
    const scope = operatorScope("settings:write", await newPage());
    let meanwhile: Promise<unknown> | undefined;
    await answerOnce(
      scope,
      request("busy"),
      async (within) => {
        meanwhile = answerOnce(scope, request("busy", now + 10), work("x"), answer);
        await expect(meanwhile).rejects.toMatchObject({ kind: "conflict", retryAfterSeconds: 1 });
        return await work("one")(within);
      },
      answer,
    );
    await expect(answerOnce(scope, request("busy", now, "other"), work("x"), answer)).rejects.toMatchObject({
      kind: "invalid",
      faults: [{ path: "Idempotency-Key" }],
    });
  });

  it("lets another try when the first is silent for 15 s, and rolls the late one back", async () => {
    const pageId = await newPage();
    const scope = operatorScope("settings:write", pageId);
    const late = answerOnce(
      scope,
      request("slow"),
      async (within) => {
        const second = await answerOnce(
          scope,
          request("slow", now + ABANDONED_AFTER_MS + 1),
          work("second"),
          answer,
        );
        expect(second.isReplay).toBe(false);
        return await work("first")(within);
      },
      answer,
    );
    await expect(late).rejects.toMatchObject({ kind: "conflict" });
    expect((await written(pageId)).actions).toEqual(["test.act"]);
    const after = await answerOnce(scope, request("slow", now + 20_000), work("third"), answer);
    expect(after.body).toBe('{"result":"second"}');
  });

  it("forgets after 24 hours", async () => {
    const scope = operatorScope("settings:write", await newPage());
    await answerOnce(scope, request("old"), work("one"), answer);
    const later = now + REMEMBERED_MS + 1;
    expect((await answerOnce(scope, request("old", later), work("two"), answer)).body).toMatch("two");
  });

  it("keeps answers in a form that nobody reads without the token", async () => {
    const scope = operatorScope("settings:write", await newPage());
    await answerOnce(scope, request("sealed"), work("told once"), answer);
    const row = await prisma().idempotencyKey.findFirstOrThrow({ where: { key: "sealed" } });
    expect(row.body).not.toMatch(/told once|result/);
    expect(unseal(row.body!, "secret-token", "sealed")).toBe('{"result":"told once"}');
    expect(unseal(row.body!, "another-token", "sealed")).toBeNull();
    expect(unseal(row.body!, "secret-token", "another key")).toBeNull();
  });

  it("tells a person who signed in anew that it was done, without the answer and without doing it again", async () => {
    const pageId = await newPage();
    const scope = operatorScope("settings:write", pageId);
    await answerOnce(scope, request("two sessions"), work("one"), answer);
    const later = { ...request("two sessions"), token: "token of another session" };
    await expect(answerOnce(scope, later, work("two"), answer)).rejects.toMatchObject({ kind: "conflict" });
    expect((await written(pageId)).actions).toEqual(["test.act"]);
    expect(seal("x", "t", "k")).not.toBe(seal("x", "t", "k"));
  });
});

describe("Idempotency-Key", () => {
  const body = { component: { name: "API" } };
  const post = (world: Awaited<ReturnType<typeof newWorld>>, key: string, json: object = body) =>
    call("POST", `${world.base}/components`, {
      token: world.owner,
      json,
      headers: { "idempotency-key": key },
    });
  const count = (pageId: string) => prisma().component.count({ where: { pageId } });

  it("makes one component of ten requests at the same time", async () => {
    const world = await newWorld();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(world, "together")));
    expect(await count(world.pageId)).toBe(1);
    const statuses = answers.map((one) => one.status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const ids = new Set(answers.filter((one) => one.status === 201).map((one) => one.body.id));
    expect(ids.size).toBe(1);
    expect(answers.find((one) => one.status === 409)?.headers.get("retry-after") ?? "1").toBe("1");
  });

  it("answers 422 for the key with another body", async () => {
    const world = await newWorld();
    expect((await post(world, "k")).status).toBe(201);
    const other = await post(world, "k", { component: { name: "Other" } });
    expect([other.status, (other.body.errors as { path: string }[])[0]!.path]).toEqual([
      422,
      "Idempotency-Key",
    ]);
  });

  it("belongs to one token: another token may use the same", async () => {
    const [a, b] = [await newWorld(), await newWorld()];
    expect((await post(a, "shared")).status).toBe(201);
    expect((await post(b, "shared")).status).toBe(201);
  });

  it("gives the same new token again, and stores it readable for nobody", async () => {
    const world = await newWorld();
    const ask = () =>
      call("POST", `${world.base}/tokens`, {
        token: world.owner,
        json: { token: { name: "t", scopes: ["page:read"] } },
        headers: { "idempotency-key": "once" },
      });
    const [first, second] = [await ask(), await ask()];
    expect(second.body).toEqual(first.body);
    expect([first.status, second.status]).toEqual([201, 201]);
    const rows = await prisma().idempotencyKey.findMany();
    expect(JSON.stringify(rows)).not.toContain(String(first.body.token));
  });

  it("is checked, and means nothing on other methods", async () => {
    const world = await newWorld();
    for (const key of ["a b", "x".repeat(256), "é"]) expect((await post(world, key)).status).toBe(400);
    const { status } = await call("GET", world.base, {
      token: world.owner,
      headers: { "idempotency-key": "a b" },
    });
    expect(status).toBe(200);
  });
});
