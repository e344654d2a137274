import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { newMonitor } from "../page/monitor.ts";
import { pagePatch } from "../page/page.ts";
import { newToken } from "../people/token.ts";
import { faultInKorean, refusalIn } from "./fault-words.ts";
import { FAULT_WORDS } from "./faults.ts";
import { FAULT_WORDS_OF_INCIDENTS, FAULT_WORDS_OF_SCHEMAS } from "./faults-of-incidents.ts";
import { FAULT_WORDS_OF_MAINTENANCE } from "./faults-of-maintenance.ts";

const ALL = [
  ...FAULT_WORDS_OF_MAINTENANCE,
  ...FAULT_WORDS,
  ...FAULT_WORDS_OF_INCIDENTS,
  ...FAULT_WORDS_OF_SCHEMAS,
];
const slots = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));

describe("a refusal in Korean", () => {
  it("fills in what changes", () => {
    expect(faultInKorean("at most 20 links")).toBe("링크는 최대 20개입니다");
    expect(faultInKorean("the contrast on #f7f8fa is 1.98 : 1, but 4.5 : 1 is needed")).toBe(
      "#f7f8fa 배경에서 명암비가 1.98 : 1입니다. 4.5 : 1 이상이어야 합니다",
    );
    expect(faultInKorean("resolved cannot become identified; allowed now: resolved, postmortem")).toBe(
      "해결됨에서 원인 확인(으)로 바꿀 수 없습니다. 지금 가능한 것: 해결됨, 사후 분석",
    );
  });

  it("uses no slot that its English does not have", () => {
    for (const [en, ko] of ALL) expect([...slots(ko)].filter((slot) => !slots(en).has(slot))).toEqual([]);
  });

  it("has each sentence reachable: no other before it takes it", () => {
    for (const [en, ko] of ALL) {
      const filled = en.replace(/\{\w+\}/g, "7");
      expect([en, faultInKorean(filled)]).toEqual([en, ko.replace(/\{\w+\}/g, "7")]);
    }
  });

  it("leaves what it does not know, and a text that only looks like one, in time", () => {
    expect(faultInKorean("Something new")).toBeNull();
    const startedAt = performance.now();
    expect(faultInKorean(`at most ${"x".repeat(100_000)}`)).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it("keeps paths, and English for whoever reads English", () => {
    const refusal = {
      message: "The request has faults",
      faults: [{ path: "page.links", message: "at most 20 links" }],
    };
    expect(refusalIn("ko", refusal)).toEqual({
      message: "입력한 내용에 고칠 곳이 있습니다",
      faults: [{ path: "page.links", message: "링크는 최대 20개입니다" }],
    });
    expect(refusalIn("en", refusal)).toEqual(refusal);
  });
});

describe("what the schemas say by themselves", () => {
  it.each<[string, z.ZodType, unknown]>([
    [
      "a page",
      pagePatch,
      { name: 7, links: [], raw_retention_days: 1, theme: { ink: "x" }, languages: ["fr"] },
    ],
    [
      "a page",
      pagePatch,
      { raw_retention_days: 1_000, policy: { weights: { major_outage: 2 } }, languages: [] },
    ],
    ["a monitor", newMonitor, { kind: "http", component_id: 1, interval_seconds: 1.5, enabled: "yes" }],
    ["a monitor", newMonitor, { kind: "tcp", component_id: "x", host: "a b", port: 99_999 }],
    ["a monitor", newMonitor, { kind: "carrier pigeon" }],
    ["a token", newToken, { name: "", scopes: ["all"] }],
    ["a token", newToken, { scopes: [] }],
    ["nothing", newToken, null],
  ])("about %s has words in Korean", (_, schema, value) => {
    const issues = schema.safeParse(value).error?.issues ?? [];
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.map(({ message }) => message).filter((message) => faultInKorean(message) === null)).toEqual(
      [],
    );
  });
});
