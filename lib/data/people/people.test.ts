import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { prisma } from "../db.ts";
import { newId } from "../new-id.ts";
import {
  ABANDONED_AFTER_MS,
  claimKey,
  type KeyClaim,
  REMEMBERED_MS,
  releaseKey,
  rememberAnswer,
} from "./idempotency.ts";
import {
  countTokens,
  findToken,
  insertToken,
  listTokens,
  lookUpToken,
  renewToken,
  revokeToken,
} from "./tokens.ts";

withDatabase();

const now = Date.UTC(2026, 10, 23, 1);

async function token(pageId: string, hash = newId()) {
  const row = { id: newId(), pageId, name: "t", scopes: ["page:read" as const] };
  return { ...(await insertToken(prisma(), { ...row, hash, createdAt: new Date(now) })), hash };
}

describe("tokens", () => {
  it("are found by their hash, which is never told", async () => {
    const pageId = await newPage();
    const { hash, ...made } = await token(pageId);
    const found = await lookUpToken(hash, now);
    expect(found).toEqual(made);
    expect(JSON.stringify(found)).not.toContain(hash);
    expect(await lookUpToken(`${hash}x`, now)).toBeNull();
  });

  it("are gone once revoked, and listed no more", async () => {
    const pageId = await newPage();
    const [kept, revoked] = [await token(pageId), await token(pageId)];
    expect(await revokeToken(prisma(), await newPage(), revoked.id, now)).toBe(false);
    expect(await revokeToken(prisma(), pageId, revoked.id, now)).toBe(true);
    expect(await revokeToken(prisma(), pageId, revoked.id, now)).toBe(false);
    expect(await lookUpToken(revoked.hash, now)).toBeNull();
    expect((await listTokens(pageId)).map(({ id }) => id)).toEqual([kept.id]);
    expect(await listTokens(pageId, { skip: 1, take: 5 })).toEqual([]);
    expect(await countTokens(prisma(), pageId)).toBe(1);
    expect((await findToken(revoked.id))?.revokedAt).toEqual(new Date(now));
    await renewToken(prisma(), revoked.id, pageId, "another");
    expect((await lookUpToken("another", now))?.id).toBe(revoked.id);
  });

  it("note their use at most once a minute, also when many requests come together", async () => {
    const pageId = await newPage();
    const { id, hash } = await token(pageId);
    const used = async () => (await findToken(id))?.lastUsedAt?.getTime() ?? null;
    expect(await used()).toBeNull();
    await Promise.all(Array.from({ length: 5 }, (_, i) => lookUpToken(hash, now + i)));
    const first = await used();
    expect(first).toBeGreaterThanOrEqual(now);
    await lookUpToken(hash, first! + 59_999);
    expect(await used()).toBe(first);
    await lookUpToken(hash, first! + 60_000);
    expect(await used()).toBe(first! + 60_000);
  });
});

describe("idempotency keys", () => {
  const claim = (key: string, at = now, tokenId = "token0000001"): KeyClaim => ({
    tokenId,
    key,
    at: new Date(at),
  });
  const answer = { status: 201, body: "sealed" };

  it("belong to the first, who answers; then everybody learns the answer", async () => {
    expect(await claimKey(claim("a"), "hash")).toBe("claimed");
    expect(await claimKey(claim("a", now + 1), "other")).toMatchObject({ requestHash: "hash", status: null });
    await rememberAnswer(claim("a"), answer);
    expect(await claimKey(claim("a", now + 2), "hash")).toMatchObject({ requestHash: "hash", ...answer });
    expect(await claimKey(claim("a", now + 3, "token0000002"), "hash")).toBe("claimed");
  });

  it("are given to exactly one of many", async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, i) => claimKey(claim("many", now + i), "h")),
    );
    expect(results.filter((result) => result === "claimed")).toHaveLength(1);
  });

  it("are free again when nothing came of the request, but not once there is an answer", async () => {
    await claimKey(claim("b"), "h");
    await releaseKey(claim("b"));
    expect(await claimKey(claim("b", now + 1), "h")).toBe("claimed");
    await rememberAnswer(claim("b", now + 1), answer);
    await releaseKey(claim("b", now + 1));
    expect(await claimKey(claim("b", now + 2), "h")).toMatchObject(answer);
  });

  it("pass to another when their holder is silent, and the holder's answer then comes too late", async () => {
    await claimKey(claim("c"), "h");
    const late = claim("c", now + ABANDONED_AFTER_MS + 1);
    expect(await claimKey(claim("c", now + ABANDONED_AFTER_MS), "h")).toMatchObject({ status: null });
    expect(await claimKey(late, "h2")).toBe("claimed");
    await expect(rememberAnswer(claim("c"), answer)).rejects.toMatchObject({ kind: "conflict" });
    await releaseKey(claim("c"));
    await rememberAnswer(late, answer);
    expect(await claimKey(claim("c", now + ABANDONED_AFTER_MS + 2), "h2")).toMatchObject({
      requestHash: "h2",
    });
  });

  it("are forgotten after 24 hours", async () => {
    await claimKey(claim("d"), "h");
    await rememberAnswer(claim("d"), answer);
    expect(await claimKey(claim("d", now + REMEMBERED_MS), "h")).toMatchObject(answer);
    expect(await claimKey(claim("d", now + REMEMBERED_MS + 1), "h")).toBe("claimed");
  });

  it("keep the answer only if the transaction comes true", async () => {
    await claimKey(claim("e"), "h");
    const failing = prisma().$transaction(async (tx) => {
      await rememberAnswer(claim("e"), answer, tx);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    const row = await prisma().idempotencyKey.findUniqueOrThrow({
      where: { tokenId_key: { tokenId: "token0000001", key: "e" } },
    });
    expect(row.status).toBeNull();
  });
});
