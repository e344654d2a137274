import { describe, expect, it } from "vitest";
import { changedBy, hasMarks, mergedText } from "./three-way.ts";

const labels = { mine: "mine", theirs: "theirs" };
const merge = (base: string, mine: string, theirs: string) => mergedText(base, mine, theirs, labels);

describe("a text that two people changed", () => {
  it("keeps both changes when they lie in different lines", () => {
    const base = "Requests fail.\n\nWe are looking into it.\n\nNext update soon.";
    const mine = base.replace("Requests fail.", "Requests to the API fail.");
    const theirs = base.replace("soon", "at 15:00");
    const merged = merge(base, mine, theirs);
    expect(merged).toBe("Requests to the API fail.\n\nWe are looking into it.\n\nNext update at 15:00.");
    expect(hasMarks(merged)).toBe(false);
  });

  it("shows both forms, marked, where both changed the same", () => {
    const merged = merge("원인 조사 중", "원인은 디스크", "원인은 네트워크");
    expect(merged.split("\n")).toEqual([
      "<<<<<<< mine",
      "원인은 디스크",
      "=======",
      "원인은 네트워크",
      ">>>>>>> theirs",
    ]);
    expect(hasMarks(merged)).toBe(true);
  });

  it("is the one that changed when only one did, and no conflict when both wrote the same", () => {
    expect(merge("a", "a", "b")).toBe("b");
    expect(merge("a", "b", "a")).toBe("b");
    expect(merge("a", "c", "c")).toBe("c");
  });

  it("never loses a line of either", () => {
    const base = "1\n2\n3\n4\n5";
    const [mine, theirs] = ["1\n2a\n3\n4\n5\n6", "0\n1\n2b\n4\n5"];
    const merged = merge(base, mine, theirs);
    for (const line of ["2a", "2b", "6", "0", "1", "4", "5"]) expect(merged.split("\n")).toContain(line);
  });

  it("takes a rule of Markdown for no mark of ours", () => {
    expect(hasMarks("Title\n---\n====\ntext")).toBe(false);
    expect(hasMarks("<< EOF")).toBe(false);
  });
});

it("one value belongs to whoever changed it", () => {
  expect(changedBy(1, 1, 1)).toBe("nobody");
  expect(changedBy(1, 2, 1)).toBe("mine");
  expect(changedBy(1, 1, 2)).toBe("theirs");
  expect(changedBy(1, 2, 3)).toBe("both");
  expect(changedBy<number | null>(null, 2, 2)).toBe("mine");
});
