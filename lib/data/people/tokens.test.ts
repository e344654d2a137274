import { beforeEach, describe, expect, it } from "vitest";
import { HOSTILE_TEXTS, inTx, makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "../db.ts";
import { newId } from "../new-id.ts";
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
const T = Date.parse("2026-11-22T10:00:00.123Z");
let world: Side & { stranger: Side };
beforeEach(async () => {
  world = await makeWorld();
});
const hashOf = (id: string) => id.padEnd(64, "0");
async function add(page = world.page, at = T): Promise<string> {
  const id = newId();
  const row = { id, pageId: page, name: HOSTILE_TEXTS[0], hash: hashOf(id), scopes: ["page:read" as const] };
  await inTx((tx) => insertToken(tx, { ...row, createdAt: new Date(at) }));
  return id;
}
const revoke = (id: string, page = world.page, at = T + 5) => inTx((tx) => revokeToken(tx, page, id, at));
const lookUp = (id: string, now = T) => lookUpToken(hashOf(id), now);

describe("tokens", () => {
  it("are found by their hash alone, and never tell it", async () => {
    const id = await add();
    const whole = {
      id,
      pageId: world.page,
      name: HOSTILE_TEXTS[0],
      scopes: ["page:read"],
      createdAt: T,
      lastUsedAt: null,
      revokedAt: null,
    };
    expect(await lookUp(id)).toEqual(whole);
    expect(await lookUpToken(id, T)).toBeNull();
    expect(await lookUpToken("' or true --", T)).toBeNull();
    expect(await listTokens(world.page)).toEqual([{ ...whole, lastUsedAt: T }]);
  });

  it("open nothing once they are revoked, and are revoked once", async () => {
    const id = await add();
    expect(await revoke(id)).toBe(true);
    expect([await lookUp(id), await revoke(id, world.page, T + 9)]).toEqual([null, false]);
    expect((await findToken(id))?.revokedAt).toEqual(new Date(T + 5));
    expect([await listTokens(world.page), await inTx((tx) => countTokens(tx, world.page))]).toEqual([[], 0]);
  });

  it("of another page can be neither listed nor revoked", async () => {
    const [mine, theirs] = [await add(), await add(world.stranger.page)];
    expect(await revoke(theirs)).toBe(false);
    expect(await lookUp(theirs)).toMatchObject({ id: theirs, revokedAt: null });
    expect((await listTokens(world.page)).map(({ id }) => id)).toEqual([mine]);
    expect(await inTx((tx) => countTokens(tx, world.page))).toBe(1);
  });

  it("are revoked by exactly one of many who try at once", async () => {
    const id = await add();
    const answers = await Promise.all([1, 2, 3, 4].map(() => revoke(id)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it("are listed from the oldest on, in windows", async () => {
    const [second, first, third] = [await add(world.page, T + 1), await add(), await add(world.page, T + 2)];
    expect((await listTokens(world.page)).map(({ id }) => id)).toEqual([first, second, third]);
    expect((await listTokens(world.page, { skip: 1, take: 1 })).map(({ id }) => id)).toEqual([second]);
  });

  it("never share a hash", async () => {
    const id = await add();
    const row = {
      id: newId(),
      pageId: world.page,
      name: "x",
      hash: hashOf(id),
      scopes: [],
      createdAt: new Date(T),
    };
    await expect(inTx((tx) => insertToken(tx, row))).rejects.toMatchObject({ code: "P2002" });
  });

  it("given another secret open with it alone, on the named page, also after they were revoked", async () => {
    const id = await add();
    await revoke(id);
    await inTx((tx) => renewToken(tx, id, world.stranger.page, "f".repeat(64)));
    expect(await lookUpToken("f".repeat(64), T)).toMatchObject({
      id,
      pageId: world.stranger.page,
      revokedAt: null,
    });
    expect(await lookUp(id)).toBeNull();
    await pool().query("delete from api_tokens where id = $1", [id]);
  });
});

describe("the use of a token", () => {
  const used = async (id: string) => (await findToken(id))?.lastUsedAt?.getTime();

  it("is noted at most once a minute: reading does not mean writing", async () => {
    const id = await add();
    const noted: unknown[] = [];
    for (const after of [0, 1, 59_999, 60_000, 60_001]) {
      await lookUp(id, T + after);
      noted.push((await used(id))! - T);
    }
    expect(noted).toEqual([0, 0, 0, 60_000, 60_000]);
  });

  it("is noted once when many requests come at once, and not for revoked tokens", async () => {
    const [id, revoked] = [await add(), await add()];
    await lookUp(id);
    const version = async () =>
      (await pool().query("select xmin::text::bigint as x from api_tokens where id = $1", [id])).rows[0].x;
    await Promise.all(Array.from({ length: 8 }, () => lookUp(id, T + 60_000)));
    const after = await version();
    await lookUp(id, T + 60_000);
    expect([await used(id), await version()]).toEqual([T + 60_000, after]);
    await revoke(revoked);
    await lookUp(revoked);
    expect(await used(revoked)).toBeUndefined();
  });
});
