import { describe, expect, it } from "vitest";
import { policyFor } from "#lib/data/escalation/policies.ts";
import { authorize } from "#lib/data/scope.ts";
import { newEscalationPolicy } from "#lib/domain/escalation/policy-input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, newWorld, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makePerson } from "#lib/testing/people.ts";
import { makeObjective } from "#lib/testing/slo/rows.ts";
import { archivePolicy } from "./archive.ts";
import { createPolicy, updatePolicy } from "./define.ts";
import { listPolicies, readPolicy } from "./read.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const scopeOf = (pageId: string) => operatorScope("slos:write", pageId);
const reader = (pageId: string) => operatorScope("page:read", pageId);
const ALL = { skip: 0, take: 100 };
const levels = (...pages: object[]) => [
  { level: 1, after_seconds: 0 },
  { level: 2, after_seconds: 60, pages },
];
const input = (name: string, more: object = {}) =>
  newEscalationPolicy.parse({ name, levels: levels(), ...more });

describe("an escalation policy", () => {
  it("is made, changed and archived, each with its audit record", async () => {
    const pageId = await newPage();
    const { id: userId } = await makePerson(pageId, "responder");
    const made = await createPolicy(
      scopeOf(pageId),
      input("night", { levels: levels({ kind: "person", user_id: userId }) }),
      T,
    );
    expect(made.levels[1]).toMatchObject({ level: 2, afterSeconds: 60, pages: [{ kind: "person", userId }] });
    const changed = await updatePolicy(scopeOf(pageId), made.id, { name: "day", revision: 1 }, T + 1);
    expect(changed).toEqual({ ...made, name: "day", revision: 2 });
    expect(await readPolicy(reader(pageId), made.id)).toEqual(changed);
    await archivePolicy(scopeOf(pageId), made.id, T + 2);
    expect(await listPolicies(reader(pageId), ALL)).toEqual([]);
    const { actions, audits } = await written(pageId);
    expect(actions).toEqual(["create", "update", "archive"].map((act) => `escalation_policy.${act}`));
    expect(audits[1]).toMatchObject({ before: { name: "night" }, after: { name: "day" } });
  });

  it("is the default of the page, one at a time", async () => {
    const pageId = await newPage();
    const first = await createPolicy(scopeOf(pageId), input("a", { is_default: true }), T);
    const second = await createPolicy(scopeOf(pageId), input("b", { is_default: true }), T);
    expect((await policyFor(pageId, null)).id).toBe(second.id);
    await updatePolicy(scopeOf(pageId), first.id, { is_default: true }, T);
    expect((await listPolicies(reader(pageId), ALL)).map(({ name, isDefault }) => [name, isDefault])).toEqual(
      [
        ["a", true],
        ["b", false],
      ],
    );
  });

  it("pages nobody who is not there: each is told by its place, and nothing is written", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    const { id: stranger } = await makePerson(other, "owner");
    const pages = [
      { kind: "person", user_id: stranger },
      { kind: "schedule", schedule_id: "nosuch000000" },
      { kind: "contact", contact_id: "nosuch000000" },
    ];
    await expect(
      createPolicy(scopeOf(pageId), input("x", { levels: levels(...pages) }), T),
    ).rejects.toMatchObject({
      kind: "invalid",
      faults: [
        { path: "escalation_policy.levels.1.pages.0", message: "no such person on this page" },
        { path: "escalation_policy.levels.1.pages.1", message: "no such on-call schedule on this page" },
        { path: "escalation_policy.levels.1.pages.2", message: "no such contact point on this page" },
      ],
    });
    expect(await listPolicies(reader(pageId), ALL)).toEqual([]);
  });

  it("is not changed over somebody else's change, nor archived while an SLO names it", async () => {
    const pageId = await newPage();
    const { id } = await createPolicy(scopeOf(pageId), input("a"), T);
    await updatePolicy(scopeOf(pageId), id, { name: "b" }, T);
    await expect(updatePolicy(scopeOf(pageId), id, { name: "c", revision: 1 }, T)).rejects.toMatchObject({
      kind: "conflict",
      message: "This policy was changed since you read it (revision 2, yours 1)",
    });
    await makeObjective(pageId, { sloKey: "SLO-001", settings: { policyId: id } });
    await expect(archivePolicy(scopeOf(pageId), id, T)).rejects.toMatchObject({
      kind: "conflict",
      message: "SLOs escalate by this policy: SLO-001. Change them first",
    });
  });

  it("is not there for another page, and fifty are enough", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    const { id } = await createPolicy(scopeOf(pageId), input("a"), T);
    const stranger = authorize({ kind: "operator", id: "t", pageId: null }, "slos:write", other);
    for (const act of [
      () => updatePolicy(stranger, id, { name: "x" }, T),
      () => archivePolicy(stranger, id, T),
    ])
      await expect(act()).rejects.toMatchObject({ kind: "not_found" });
    await expect(readPolicy(reader(other), id)).rejects.toMatchObject({ kind: "not_found" });
    for (let n = 1; n < 50; n++) await createPolicy(scopeOf(pageId), input(`p${n}`), T);
    await expect(createPolicy(scopeOf(pageId), input("one more"), T)).rejects.toMatchObject({
      kind: "invalid",
    });
    expect(await listPolicies(reader(pageId), { skip: 48, take: 5 })).toHaveLength(2);
  });

  it("is a noun of the manage API", async () => {
    const world = await newWorld();
    const sent = { token: world.owner };
    const json = { escalation_policy: { name: "night", is_default: true, levels: levels() } };
    const made = await call("POST", `${world.base}/escalation-policies`, { ...sent, json });
    expect([made.status, made.body]).toMatchObject([201, { name: "night", is_default: true, revision: 1 }]);
    const place = `${world.base}/escalation-policies/${made.body.id}`;
    expect((await call("GET", place, sent)).body).toEqual(made.body);
    expect((await call("GET", `${world.base}/escalation-policies`, sent)).body).toEqual([made.body]);
    const patch = { escalation_policy: { levels: [{ level: 2, after_seconds: 0 }] } };
    const refused = await call("PATCH", place, { ...sent, json: patch });
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [{ path: "escalation_policy.levels.0", message: "the first is level 1, after 0 seconds" }],
    ]);
    expect((await call("DELETE", place, sent)).status).toBe(204);
    expect((await call("GET", place, sent)).status).toBe(404);
  });
});
