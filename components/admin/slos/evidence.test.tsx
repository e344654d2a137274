import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Language } from "#lib/domain/language.ts";
import type { Evidence } from "#lib/domain/slo/sent/evidence.ts";
import { AdminProvider } from "../client/context.tsx";
import { EvidenceSection } from "./evidence.tsx";

const sessions: Evidence = {
  ...{ sliId: "s", key: "user-sessions", name: "사용자 세션", good: 4_981n, total: 5_000n },
  lastWindowAt: Date.parse("2026-11-24T01:00:00Z"),
};
const silent: Evidence = {
  ...sessions,
  sliId: "h",
  name: "헬스체크",
  good: 0n,
  total: 0n,
  lastWindowAt: null,
};

function told(evidence: Evidence[], language: Language = "ko"): string {
  const facts = {
    ...{ pageId: "p", pageName: "T", language, pageLanguages: [language], timeZone: "Asia/Seoul" },
    ...{ publicUrl: "https://status.example.com", person: { id: "u", name: "U", role: "viewer" as const } },
  };
  const html = renderToStaticMarkup(
    <AdminProvider facts={facts}>
      <EvidenceSection sloKey="SLO-001" evidence={evidence} />
    </AdminProvider>,
  );
  return html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

describe("evidence beside an SLO", () => {
  it("says how much of what was measured was good, and that it is counted nowhere", () => {
    const ko = told([sessions]);
    expect(ko).toContain("SLO-001 곁의 증거");
    expect(ko).toContain("어떤 목표에도 계산하지 않습니다");
    expect(ko).toMatch(/사용자 세션 .*99\.6200 % .*4,981 \/ 5,000 .*11월 24일.* 10:00 KST/);
    expect(told([sessions], "en")).toContain("The last 30 days. It is only shown: no objective counts it.");
  });

  it("says nothing of what nobody measured, and is not there without any", () => {
    expect(told([silent])).toMatch(/헬스체크 .*–.*0 \/ 0.*–/);
    expect(told([]).trim()).toBe("");
  });
});
