import type { SnapshotIncident } from "#lib/domain/snapshot.ts";
import { COMPONENT_IDS } from "./snapshot-catalogue.ts";

export type FixtureUpdate<S> = { id: string; status: S; at: string; ko: string; en: string };

/** Updates of a fixture, newest first, in both languages. */
export function updatesOf<S>(list: FixtureUpdate<S>[]) {
  return list.map((update) => ({
    id: update.id,
    status: update.status,
    body: update.ko,
    translations: { en: { body: update.en } },
    createdAt: update.at,
    updatedAt: update.at,
    displayAt: update.at,
    deliverNotifications: true,
    affectedComponents: null as SnapshotIncident["updates"][number]["affectedComponents"],
  }));
}

/** Agents down since 14:04 in Seoul: worst thing on the bad day. */
export function openIncident(): SnapshotIncident {
  const updates = updatesOf<SnapshotIncident["status"]>([
    {
      id: "u3idn7p4ke1s",
      status: "identified",
      at: "2026-11-23T05:21:40.000Z",
      ko: "작업 대기열의 저장소 연결이 끊긴 것이 원인입니다. 예비 저장소로 옮기고 있습니다. 이미 시작된 작업의 결과는 보존됩니다.",
      en: "The task queue lost its storage connection. We are moving it to the standby. Results of tasks that had started are safe.",
    },
    {
      id: "u2inv5c8ra6d",
      status: "investigating",
      at: "2026-11-23T05:07:12.000Z",
      ko: "14:04부터 새 에이전트 작업이 시작되지 않습니다. 원인을 조사하고 있습니다.",
      en: "Since 14:04 KST new agent tasks do not start. We are investigating the cause.",
    },
  ]);
  updates[1]!.affectedComponents = [
    {
      id: COMPONENT_IDS.agents,
      name: "에이전트 - 에이전트 실행",
      oldState: "operational",
      newState: "major_outage",
    },
    {
      id: COMPONENT_IDS.agentcore,
      name: "에이전트 - AgentCore 연동",
      oldState: "operational",
      newState: "partial_outage",
    },
  ];
  return {
    id: "i1agdn6w3tq8",
    name: "에이전트 작업이 시작되지 않음",
    translations: { en: { name: "Agent tasks do not start" } },
    status: "identified",
    impact: "critical",
    createdAt: "2026-11-23T05:07:12.000Z",
    updatedAt: "2026-11-23T05:21:40.000Z",
    startedAt: "2026-11-23T05:04:00.000Z",
    monitoringAt: null,
    resolvedAt: null,
    updates,
    componentIds: [COMPONENT_IDS.agents, COMPONENT_IDS.agentcore],
    nextUpdateAt: "2026-11-23T06:00:00.000Z",
  };
}

/** Slow answers, being watched; only in Korean, so the English page falls back. */
export function watchedIncident(): SnapshotIncident {
  return {
    id: "i2slow9b5xz2",
    name: "REST API 응답 지연",
    translations: {},
    status: "monitoring",
    impact: "minor",
    createdAt: "2026-11-23T04:12:30.000Z",
    updatedAt: "2026-11-23T05:10:00.000Z",
    startedAt: "2026-11-23T04:02:00.000Z",
    monitoringAt: "2026-11-23T05:10:00.000Z",
    resolvedAt: null,
    updates: updatesOf<SnapshotIncident["status"]>([
      {
        id: "u5mon2j7vy4h",
        status: "monitoring",
        at: "2026-11-23T05:10:00.000Z",
        ko: "조회 경로를 조정했고 응답 시간이 줄고 있습니다. 계속 지켜보고 있습니다.",
        en: "",
      },
      {
        id: "u4inv1g6nt9f",
        status: "investigating",
        at: "2026-11-23T04:12:30.000Z",
        ko: "일부 요청의 응답이 느립니다. 요청은 처리되고 있습니다.",
        en: "",
      },
    ]).map((update) => ({ ...update, translations: {} })),
    componentIds: [COMPONENT_IDS.rest],
    nextUpdateAt: null,
  };
}

/** Two past incidents, newest first; the bars of the calm page show them. */
export function pastIncidents(): SnapshotIncident[] {
  return [
    {
      id: "i3core4m8lu5",
      name: "AgentCore 연동 일부 실패",
      translations: { en: { name: "Some AgentCore calls failed" } },
      status: "resolved",
      impact: "major",
      createdAt: "2026-11-02T01:15:00.000Z",
      updatedAt: "2026-11-02T02:31:00.000Z",
      startedAt: "2026-11-02T01:06:00.000Z",
      monitoringAt: null,
      resolvedAt: "2026-11-02T02:31:00.000Z",
      updates: updatesOf([
        {
          id: "u7res8x3qo1k",
          status: "resolved",
          at: "2026-11-02T02:31:00.000Z",
          ko: "10:06부터 11:18까지 일부 호출이 실패했습니다. 지금은 정상입니다.",
          en: "Some calls failed from 10:06 to 11:18 KST. Everything works now.",
        },
        {
          id: "u6inv3d9we7c",
          status: "investigating",
          at: "2026-11-02T01:15:00.000Z",
          ko: "AgentCore 호출의 일부가 실패하고 있습니다. 원인을 조사하고 있습니다.",
          en: "Some AgentCore calls fail. We are investigating the cause.",
        },
      ]),
      componentIds: [COMPONENT_IDS.agentcore],
      nextUpdateAt: null,
    },
    {
      id: "i4exec2v7sr3",
      name: "에이전트 실행 중단",
      translations: { en: { name: "Agent execution stopped" } },
      status: "postmortem",
      impact: "critical",
      createdAt: "2026-10-14T08:44:00.000Z",
      updatedAt: "2026-10-16T02:00:00.000Z",
      startedAt: "2026-10-14T08:40:00.000Z",
      monitoringAt: null,
      resolvedAt: "2026-10-14T09:10:00.000Z",
      updates: updatesOf([
        {
          id: "u9pmo6t1bg8n",
          status: "postmortem",
          at: "2026-10-16T02:00:00.000Z",
          ko: "인증서 갱신이 한 서버에서 실패했습니다. 갱신을 30일 전에 확인하는 점검을 추가했습니다.",
          en: "A certificate renewal failed on one server. We added a check 30 days ahead.",
        },
        {
          id: "u8res4z5hi2w",
          status: "resolved",
          at: "2026-10-14T09:10:00.000Z",
          ko: "17:40부터 18:03까지 에이전트가 실행되지 않았습니다. 지금은 정상입니다.",
          en: "Agents did not run from 17:40 to 18:03 KST. Everything works now.",
        },
      ]),
      componentIds: [COMPONENT_IDS.agents],
      nextUpdateAt: null,
    },
  ];
}
