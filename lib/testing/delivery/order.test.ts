import { describe, expect, it } from "vitest";
import { faultsOfOrder, mailSteps } from "./order.ts";

describe("the checker of order", () => {
  it("finds nothing wrong with steps that only go forward, with gaps and copies", () => {
    const told = [0, 0, 2].map((step) => ({ to: "a", step }));
    expect(faultsOfOrder(told, 2)).toEqual({ recipients: 1, backwards: [], withoutEnd: [] });
  });

  it("finds who went backwards and who never heard the end", () => {
    const told = [
      { to: "a", step: 2 },
      { to: "b", step: 1 },
      { to: "a", step: 1 },
      { to: "c", step: 0 },
      { to: "c", step: 2 },
    ];
    expect(faultsOfOrder(told, 2)).toEqual({
      recipients: 3,
      backwards: [{ to: "a", steps: [2, 1] }],
      withoutEnd: ["a", "b"],
    });
  });

  it("takes a mail for the step that it tells first", () => {
    const mails = ["third, before: first", "first"];
    const sink = {
      history: () => mails.map((_, i) => ({ to: [`${i}`] })) as never,
      raw: (i: number) => Buffer.from(mails[i]!),
    };
    expect(mailSteps(sink, ["first", "second", "third"])).toEqual([
      { to: "0", step: 2 },
      { to: "1", step: 0 },
    ]);
  });
});
