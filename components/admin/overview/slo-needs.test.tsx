import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Overview } from "#lib/domain/incidents/desk/overview.ts";
import type { Language } from "#lib/domain/language.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { AdminProvider } from "../client/context.tsx";
import { isCalm, needsOf } from "./attention.ts";
import { NeedList } from "./need-list.tsx";

const T = Date.parse("2026-11-24T10:00:00Z");
const MINUTE = 60_000;

const violation = (fields: Partial<Violation> = {}): Violation => ({
  ...{ id: "v1", pageId: "p", sloId: "s", sloKey: "SLO-001", sloName: "가용성", objectiveId: "o" },
  ...{ objectiveKey: "ep", objectiveName: "Enterprise Plus", tierKey: "enterprise_plus", scope: "" },
  ...{
    rule: "burn:3600:14.4",
    severity: "critical",
    startedAt: T - 12 * MINUTE,
    detectedAt: T - 11 * MINUTE,
  },
  ...{ criticalAt: T, endedAt: null, resolvedAt: null, acknowledgedAt: null, acknowledgedBy: null },
  ...{ resumesAt: null, budgetEndsAt: null, level: 1, actual: "98.765432", target: "99.99", unit: "percent" },
  ...{ componentIds: [], incidentId: null, resolvedBy: null, reopened: 0, revision: 1 },
  ...fields,
});
const overview = (fields: Partial<Overview>): Overview => ({
  ...{ now: T, open: [], drafts: [], upcoming: [], contradictions: [], stale: [], proposals: [] },
  ...{ unattended: [], silentMonitors: [], violations: [], awaySources: [], silentSlos: [], components: [] },
  overdueRestoreTest: null,
  ...fields,
});
const told = (given: Overview, { language = "en" as Language, role = "responder" as const } = {}) => {
  const facts = {
    ...{ pageId: "p", pageName: "T", language, pageLanguages: [language], timeZone: "Asia/Seoul" },
    ...{ publicUrl: "https://status.example.com", person: { id: "u", name: "U", role } },
  };
  const html = renderToStaticMarkup(
    <AdminProvider facts={facts}>
      <NeedList needs={needsOf(given)} overview={given} reach={{ activeSubscribers: 0 } as never} now={T} />
    </AdminProvider>,
  );
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
};

describe("what waits on the overview because of SLOs", () => {
  it("says what is missed, by how much and for how long, with the button to take it", () => {
    const given = overview({ violations: [violation()] });
    expect(isCalm(given)).toBe(false);
    expect(told(given)).toBe(
      "SLO-001 가용성 · Enterprise Plus Critical: 98.76% of 99.99%, for 12 min. I take it",
    );
    expect(told(given, { language: "ko" })).toContain("심각: 98.76% (목표 99.99%), 12분째. 내가 맡기");
  });

  it("offers no button for what somebody has, only warns, or may not be taken", () => {
    const held = overview({ violations: [violation({ resumesAt: T + 30 * MINUTE, incidentId: "i1" })] });
    expect(told(held)).toMatch(/Somebody has it\. The escalation goes on at 19:30\D.*See the incident$/);
    const slow = { severity: "warning", unit: "us", actual: "120000", target: "100000" } as const;
    expect(told(overview({ violations: [violation(slow)] }))).toMatch(
      /Warning: 120 ms of 100 ms, for 12 min\.$/,
    );
    const viewer = { role: "viewer" as never };
    expect(told(overview({ violations: [violation()] }), viewer)).not.toContain("I take it");
  });

  it("warns of the restore test that nobody did, with the day of the last one or that there was none", () => {
    const since = T - 3 * 86_400_000;
    const overdue = overview({ overdueRestoreTest: { lastAt: Date.parse("2026-10-21T03:00:00Z"), since } });
    expect(isCalm(overdue)).toBe(false);
    expect(told(overdue)).toMatch(
      /^Monthly restore test Warning: .+ overdue\. The last good one was on .*21.*\. Restore/,
    );
    const never = overview({ overdueRestoreTest: { lastAt: null, since } });
    expect(told(never, { language: "ko" })).toMatch(
      /^월간 복원 테스트 경고: .+ 늦었습니다\. 아직 성공한 기록이 없습니다\./,
    );
  });

  it("puts critical ones first and silence last", () => {
    const given = overview({
      violations: [violation({ id: "a", severity: "warning" }), violation({ id: "b" })],
      overdueRestoreTest: { lastAt: null, since: T },
      silentMonitors: [{ monitorId: "m", componentId: "c", kind: "http", since: T }],
      awaySources: [
        {
          ...{ sliId: "x", sliKey: "requests", sliName: "요청", kind: "prometheus" },
          ...{ failingSince: T - 6 * MINUTE, lastFault: "connection refused" },
        },
      ],
      silentSlos: [{ sloId: "s", key: "SLO-003", name: "응답", since: T - 20 * MINUTE, count: 4 }],
    });
    expect(needsOf(given).map(({ key }) => key)).toEqual([
      ...["violation b", "violation a", "restore test", "monitor m", "source x", "slo s"],
    ]);
    expect(told(given)).toContain("(prometheus) has not answered for 6 min. connection refused");
    expect(told(given)).toContain("No new figures of 4 objectives for 20 min. Silence is no downtime.");
  });
});
