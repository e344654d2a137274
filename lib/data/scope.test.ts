import { describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import { type Actor, PERMISSIONS } from "#lib/domain/people/permission.ts";
import { authorize } from "./scope.ts";

const MINE = "aaaaaaaaaaaa";
const token = (...permissions: Extract<Actor, { kind: "token" }>["permissions"]): Actor => ({
  kind: "token",
  id: "t",
  pageId: MINE,
  permissions,
});
const refusal = (work: () => unknown): string => {
  try {
    work();
    return "none";
  } catch (error) {
    return error instanceof Failure ? `${error.kind}: ${error.message}` : `defect: ${error}`;
  }
};

describe("authorize", () => {
  it("answers a foreign page exactly like one that does not exist, whatever the token may do", () => {
    for (const actor of [token("*"), token("page:read"), token()])
      expect(refusal(() => authorize(actor, "page:read", "bbbbbbbbbbbb"))).toBe("not_found: page not found");
  });

  it("refuses a permission that the token lacks, and names it", () => {
    const told = "forbidden: This token lacks the scope components:write";
    expect(refusal(() => authorize(token("page:read"), "components:write", MINE))).toBe(told);
    expect(refusal(() => authorize(token(), "components:write", MINE))).toBe(told);
  });

  it.each(PERMISSIONS)(
    "gives %s to a token that has it or has all, and to the operator on every page",
    (one) => {
      const operator: Actor = { kind: "operator", id: "root", pageId: null };
      for (const actor of [token(one), token("*")])
        expect(authorize(actor, one, MINE)).toEqual({ actor, permission: one, pageId: MINE });
      expect(authorize(operator, one, "cccccccccccc").pageId).toBe("cccccccccccc");
      const others = PERMISSIONS.filter((permission) => permission !== one);
      expect(refusal(() => authorize(token(...others), one, MINE))).toContain("forbidden");
    },
  );
});
