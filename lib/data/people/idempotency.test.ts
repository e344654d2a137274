import { beforeEach, describe, expect, it } from "vitest";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { HOSTILE_TEXTS, inTx } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "../db.ts";
import { ABANDONED_AFTER_MS, claimKey, REMEMBERED_MS, releaseKey, rememberAnswer } from "./idempotency.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.123Z");
const ANSWER = { status: 201, body: `{"id":"${HOSTILE_TEXTS[3]}"}` };
let tokenId: string;
let made = 0;
beforeEach(() => {
  tokenId = `t${++made}`;
});
const claim = (at = 0, key = "k") => ({ tokenId, key, at: new Date(T + at) });
const flying = { requestHash: "h", status: null, body: null };

describe("a key", () => {
  it("is claimed once; afterwards it is told what is known", async () => {
    expect(await claimKey(claim(), "h")).toBe("claimed");
    expect(await claimKey(claim(1), "other")).toMatchObject(flying);
    await rememberAnswer(claim(), ANSWER);
    expect(await claimKey(claim(2), "h")).toMatchObject({ requestHash: "h", ...ANSWER });
  });

  it("belongs to one token, and is any text", async () => {
    for (const key of HOSTILE_TEXTS) expect(await claimKey(claim(0, key), "h")).toBe("claimed");
    expect(await claimKey({ ...claim(), tokenId: `${tokenId}x`, key: HOSTILE_TEXTS[0] }, "h")).toBe(
      "claimed",
    );
    await rememberAnswer(claim(0, HOSTILE_TEXTS[1]), ANSWER);
    expect(await claimKey(claim(1, HOSTILE_TEXTS[2]), "h")).toMatchObject(flying);
  });

  it("goes to exactly one of many who ask at once", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => claimKey(claim(i), `h${i}`)));
    expect(answers.filter((answer) => answer === "claimed")).toHaveLength(1);
    const winner = answers.indexOf("claimed");
    for (const answer of answers) if (answer !== "claimed") expect(answer.requestHash).toBe(`h${winner}`);
  });

  it("can be had again when its request came to nothing, but not by releasing somebody else's", async () => {
    await claimKey(claim(), "h");
    await releaseKey(claim(1));
    expect(await claimKey(claim(2), "h")).toMatchObject(flying);
    await releaseKey(claim());
    expect(await claimKey(claim(3), "h2")).toBe("claimed");
  });

  it("keeps its answer when the request releases it too late", async () => {
    await claimKey(claim(), "h");
    await rememberAnswer(claim(), ANSWER);
    await releaseKey(claim());
    expect(await claimKey(claim(1), "h")).toMatchObject(ANSWER);
  });
});

describe("a request that died", () => {
  it("loses its key after its time, not a millisecond earlier", async () => {
    await claimKey(claim(), "h");
    expect(await claimKey(claim(ABANDONED_AFTER_MS), "h")).toMatchObject(flying);
    expect(await claimKey(claim(ABANDONED_AFTER_MS + 1), "h2")).toBe("claimed");
  });

  it("cannot commit when it was not dead after all: its change is rolled back", async () => {
    await claimKey(claim(), "h");
    await claimKey(claim(ABANDONED_AFTER_MS + 1), "h");
    const late = inTx(async (tx) => {
      await tx.workerHeartbeat.create({
        data: { workerId: tokenId, startedAt: new Date(T), beatAt: new Date(T) },
      });
      await rememberAnswer(claim(), ANSWER, tx);
    });
    await expect(late).rejects.toMatchObject({ kind: "conflict" });
    const { rows } = await pool().query("select 1 from worker_heartbeats where worker_id = $1", [tokenId]);
    expect(rows).toEqual([]);
    await rememberAnswer(claim(ABANDONED_AFTER_MS + 1), ANSWER);
  });

  it("is not overtaken while its commit is under way: the second is told the answer", async () => {
    await claimKey(claim(), "h");
    const committing = await beginOther();
    await committing.sql.query(
      "update idempotency_keys set status = 201, body = 'done' where token_id = $1",
      [tokenId],
    );
    const second = claimKey(claim(ABANDONED_AFTER_MS + 1), "h");
    await untilBlocked();
    await committing.commit();
    expect(await second).toMatchObject({ status: 201, body: "done" });
  });
});

describe("an answer", () => {
  it("is remembered for its time, to the millisecond, and then the key is free", async () => {
    await claimKey(claim(), "h");
    await rememberAnswer(claim(), ANSWER);
    expect(await claimKey(claim(REMEMBERED_MS), "h2")).toMatchObject(ANSWER);
    expect(await claimKey(claim(REMEMBERED_MS + 1), "h2")).toBe("claimed");
    expect(await claimKey(claim(REMEMBERED_MS + 2), "h3")).toMatchObject({ ...flying, requestHash: "h2" });
  });

  it("is given once: a second one for the same claim is refused", async () => {
    await claimKey(claim(), "h");
    await rememberAnswer(claim(), ANSWER);
    await expect(rememberAnswer(claim(), { status: 500, body: "" })).rejects.toMatchObject({
      kind: "conflict",
    });
    expect(await claimKey(claim(1), "h")).toMatchObject(ANSWER);
  });
});
