import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { BOOTSTRAP_TOKEN_ID, MAX_TOKENS } from "#lib/domain/people/token.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newToken, newWorld, operatorScope, written } from "#lib/testing/manage/world.ts";
import { authenticate, CACHED_MS, forgetTokens } from "./authenticate.ts";
import { ensureBootstrapToken } from "./bootstrap.ts";
import { revokeOneToken } from "./revoke.ts";
import { tokenHash } from "./secret.ts";

withDatabase();

type World = Awaited<ReturnType<typeof newWorld>>;
const post = (world: World, token: object, by = world.owner) =>
  call("POST", `${world.base}/tokens`, { token: by, json: { token } });
const hashes = async () => (await prisma().apiToken.findMany()).map((row) => row.hash);

describe("POST tokens", () => {
  it("tells the token once and keeps only its hash", async () => {
    const world = await newWorld();
    const { status, body } = await post(world, { name: "CI\n", scopes: ["page:read", "page:read"] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "CI", scopes: ["page:read"], last_used_at: null });
    expect(body.token).toMatch(/^tds_[\w-]{43}$/);
    expect(await hashes()).toContain(tokenHash(String(body.token)));
    expect((await call("GET", world.base, { token: String(body.token) })).status).toBe(200);
    const list = await call("GET", `${world.base}/tokens`, { token: world.owner });
    expect(list.body.map((one) => one.name)).toContain("CI");
    expect(JSON.stringify(list.body)).not.toMatch(/tds_|hash/);
    const { audits, events } = await written(world.pageId);
    expect(events).toEqual(["token.created"]);
    expect(JSON.stringify(audits.map((row) => row.after))).not.toMatch(/tds_/);
  });

  it("passes on only scopes that the token has itself", async () => {
    const world = await newWorld();
    const limited = await newToken(world.pageId, ["tokens:write", "page:read"]);
    expect((await post(world, { name: "a", scopes: ["page:read"] }, limited)).status).toBe(201);
    for (const scope of ["*", "components:write"]) {
      const { status, body } = await post(world, { name: "a", scopes: [scope] }, limited);
      expect([status, body.message]).toEqual([403, expect.stringContaining(`the scope ${scope}`)]);
    }
  });

  it.each([
    [{ name: "a", scopes: [] }, "token.scopes"],
    [{ name: "a", scopes: ["root"] }, "token.scopes.0"],
    [{ scopes: ["*"] }, "token.name"],
  ])("refuses %j", async (token, path) => {
    const world = await newWorld();
    const { status, body } = await post(world, token);
    expect([status, (body.errors as { path: string }[])[0]!.path]).toEqual([422, path]);
  });

  it("has a limit for each page", async () => {
    const world = await newWorld();
    const data = Array.from({ length: MAX_TOKENS }, (_, i) => ({
      id: `many${String(i).padStart(8, "0")}`,
      pageId: world.pageId,
      name: "x",
      hash: `many${i}`,
      scopes: ["page:read"],
    }));
    await prisma().apiToken.createMany({ data });
    const { status, body } = await post(world, { name: "one more", scopes: ["page:read"] });
    expect([status, JSON.stringify(body.errors)]).toEqual([422, expect.stringContaining("at most 100")]);
  });
});

describe("DELETE tokens/{id}", () => {
  it("ends the token at once in this process", async () => {
    const world = await newWorld();
    const { body } = await post(world, { name: "a", scopes: ["page:read"] });
    const token = String(body.token);
    expect((await call("GET", world.base, { token })).status).toBe(200);
    const path = `${world.base}/tokens/${body.id}`;
    expect((await call("DELETE", path, { token: world.owner })).status).toBe(204);
    expect((await call("GET", world.base, { token })).status).toBe(401);
    expect((await call("DELETE", path, { token: world.owner })).status).toBe(404);
    expect((await written(world.pageId)).actions).toEqual(["token.create", "token.revoke"]);
  });
});

describe("authenticate", () => {
  it("asks the database at most every 5 s, and hears of a revocation then", async () => {
    const world = await newWorld();
    const now = 1_800_000_000_000;
    forgetTokens();
    const actor = await authenticate(world.reader, now);
    expect(actor).toMatchObject({ kind: "token", pageId: world.pageId, permissions: ["page:read"] });
    await prisma().apiToken.updateMany({ where: { id: actor.id }, data: { revokedAt: new Date(now) } });
    expect(await authenticate(world.reader, now + CACHED_MS - 1)).toEqual(actor);
    await expect(authenticate(world.reader, now + CACHED_MS)).rejects.toMatchObject({
      kind: "unauthenticated",
    });
  });

  it("notes its use at most once a minute", async () => {
    const world = await newWorld();
    const lastUsed = async (id: string) =>
      (await prisma().apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime();
    const now = 1_800_000_000_000;
    const { id } = await authenticate(world.reader, now);
    expect(await lastUsed(id)).toBe(now);
    await authenticate(world.reader, now + 59_999);
    expect(await lastUsed(id)).toBe(now);
    await authenticate(world.reader, now + 60_000 + CACHED_MS);
    expect(await lastUsed(id)).toBe(now + 60_000 + CACHED_MS);
  });

  it("holds a bounded number of tokens in memory", async () => {
    const world = await newWorld();
    const secrets = Array.from({ length: 1_100 }, (_, i) => `tds_bounded_${world.pageId}_${i}`);
    await prisma().apiToken.createMany({
      data: secrets.map((secret, i) => ({
        id: `b${String(i).padStart(11, "0")}`,
        pageId: world.pageId,
        name: "x",
        hash: tokenHash(secret),
        scopes: ["page:read"],
        lastUsedAt: new Date(),
      })),
    });
    for (const secret of secrets) await authenticate(secret, Date.now());
    const cache = (globalThis as Record<symbol, Map<string, unknown> | undefined>)[
      Symbol.for("t-developer-status.tokens")
    ];
    expect(cache!.size).toBeLessThanOrEqual(1_000);
  });
});

describe("API_TOKEN", () => {
  it("is made, kept, replaced and revoked as the variable says, and nothing is written in between", async () => {
    const world = await newWorld();
    const scope = operatorScope("tokens:write", world.pageId);
    const [first, second] = ["a".repeat(32), "b".repeat(32)];
    const status = async (token: string) => (await call("GET", world.base, { token })).status;

    expect(await ensureBootstrapToken(scope, undefined, Date.now())).toBe("unchanged");
    expect(await ensureBootstrapToken(scope, first, Date.now())).toBe("set");
    expect(await ensureBootstrapToken(scope, first, Date.now())).toBe("unchanged");
    expect(await status(first)).toBe(200);
    expect(await ensureBootstrapToken(scope, second, Date.now())).toBe("set");
    expect([await status(first), await status(second)]).toEqual([401, 200]);
    expect(await ensureBootstrapToken(scope, undefined, Date.now())).toBe("revoked");
    expect(await ensureBootstrapToken(scope, undefined, Date.now())).toBe("unchanged");
    expect(await status(second)).toBe(401);
    expect(await ensureBootstrapToken(scope, second, Date.now())).toBe("set");
    expect(await status(second)).toBe(200);
    expect((await written(world.pageId)).actions).toEqual([
      "token.create",
      "token.create",
      "token.revoke",
      "token.create",
    ]);
  });

  it("is not revoked by an API call that the next start would undo; the operator may", async () => {
    const world = await newWorld();
    const scope = operatorScope("tokens:write", world.pageId);
    await ensureBootstrapToken(scope, "c".repeat(32), Date.now());
    const path = `${world.base}/tokens/${BOOTSTRAP_TOKEN_ID}`;
    const { status, body } = await call("DELETE", path, { token: world.owner });
    expect([status, body.message]).toEqual([409, expect.stringContaining("API_TOKEN")]);
    await revokeOneToken(scope, BOOTSTRAP_TOKEN_ID, Date.now());
    expect((await call("GET", world.base, { token: "c".repeat(32) })).status).toBe(401);
  });
});
