import { describe, expect, it } from "vitest";
import { type Change, changeLines, changeOf, fieldChanges } from "./changes.ts";

const SLO = {
  key: "SLO-001",
  name: "Platform",
  components: ["rest-api", "console"],
  translations: { en: { name: "Platform" } },
  description: null,
  objectives: [
    {
      key: "main",
      target: "99.9",
      rule: { kind: "composite", parts: [{ sli: "runs", weight: 1 }] },
      alerts: [
        { kind: "burn", severity: "critical", long_seconds: 3_600, factor: 14.4 },
        { kind: "lasting", severity: "warning", below: "98" },
        { kind: "missed", severity: "info" },
      ],
    },
  ],
};
const [MAIN] = SLO.objectives;

describe("the fields in which two forms differ", () => {
  it("are none of the same form, in whatever order its fields stand", () => {
    expect(fieldChanges(SLO, structuredClone(SLO))).toEqual([]);
    expect(fieldChanges({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
  });

  it("are named by the keys of what they belong to, not by places", () => {
    const after = {
      ...SLO,
      objectives: [
        { ...MAIN!, key: "new", alerts: [] },
        { ...MAIN!, target: "99.95" },
      ],
    };
    expect(fieldChanges(SLO, after)).toEqual([
      { path: "objectives.new.key", before: null, after: "new" },
      { path: "objectives.new.target", before: null, after: "99.9" },
      { path: "objectives.new.rule.kind", before: null, after: "composite" },
      { path: "objectives.new.rule.parts.runs.sli", before: null, after: "runs" },
      { path: "objectives.new.rule.parts.runs.weight", before: null, after: "1" },
      { path: "objectives.new.alerts", before: null, after: "" },
      { path: "objectives.main.target", before: "99.9", after: "99.95" },
    ]);
  });

  it("of alert rules are named by what they look at", () => {
    const alerts = [{ ...MAIN!.alerts[0]!, factor: 10 }, MAIN!.alerts[1]!];
    expect(fieldChanges(SLO, { ...SLO, objectives: [{ ...MAIN!, alerts }] })).toEqual([
      { path: "objectives.main.alerts.critical burn 3600.factor", before: "14.4", after: "10" },
      { path: "objectives.main.alerts.info missed.kind", before: "missed", after: null },
      { path: "objectives.main.alerts.info missed.severity", before: "info", after: null },
    ]);
  });

  it("may come or go altogether; lists of words are one field", () => {
    expect(
      fieldChanges(SLO, { ...SLO, components: ["rest-api"], description: "Said", translations: {} }),
    ).toEqual([
      { path: "components", before: "rest-api, console", after: "rest-api" },
      { path: "description", before: null, after: "Said" },
      { path: "translations.en.name", before: "Platform", after: null },
    ]);
  });
});

describe("a diff", () => {
  it("says what is added, changed and archived, and counts the rest", () => {
    const about = { noun: "slo", key: "SLO-001" } as const;
    const changes: Change[] = [
      changeOf({ noun: "sli", key: "runs" }, null, { key: "runs" }),
      changeOf(about, SLO, { ...SLO, name: "All", description: "Said" }),
      { noun: "slo", key: "SLO-002", act: "archive", fields: [] },
      changeOf({ noun: "tier", key: "enterprise" }, { a: 1 }, { a: 1 }),
    ];
    expect(changeLines(changes)).toEqual([
      "+ sli runs",
      "~ slo SLO-001",
      "    name: Platform → All",
      "    description: – → Said",
      "- slo SLO-002",
      "= 1 unchanged",
    ]);
  });

  it("of nothing is nothing", () => {
    expect(changeLines([])).toEqual([]);
    expect(changeOf({ noun: "tier", key: "x" }, { a: 1 }, { a: 1 }).act).toBe("same");
  });
});
