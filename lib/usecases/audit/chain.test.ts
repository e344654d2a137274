import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, operatorScope } from "#lib/testing/manage/world.ts";
import { makePerson, signedIn } from "#lib/testing/people.ts";
import { namesIn, readChain } from "./chain.ts";
import { listAudit } from "./list.ts";
import { sealAudit } from "./seal.ts";

withDatabase();

describe("the state of the chain", () => {
  it("tells the head, its length, and what waits for its seal", async () => {
    const { base, owner: token, pageId } = await newWorld();
    const scope = operatorScope("audit:read", pageId);
    expect(await readChain(scope)).toEqual({ head: null, unsealed: 0, oldestUnsealedAt: null });
    const person = await makePerson(pageId, "manager");
    const json = { component: { name: "a" } };
    await call("POST", `${base}/components`, { token, json });
    await call("POST", `${base}/components`, { headers: signedIn(person), json });
    expect((await readChain(scope)).unsealed).toBe(2);
    while ((await sealAudit(Date.now())) > 0);
    expect(await readChain(scope)).toMatchObject({
      head: { count: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      unsealed: 0,
    });
    const records = await listAudit(scope, {});
    const names = await namesIn(scope, records);
    expect(records.map(({ actorId }) => names.get(actorId))).toEqual(["manager", "test"]);
    expect(names.size).toBe(2);
  });
});
