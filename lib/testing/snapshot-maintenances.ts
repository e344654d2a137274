import type { SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { COMPONENT_IDS } from "./snapshot-catalogue.ts";
import { type FixtureUpdate, updatesOf } from "./snapshot-incidents.ts";

type MaintenancePlan = Pick<
  SnapshotMaintenance,
  "id" | "name" | "status" | "scheduledFor" | "scheduledUntil"
> & {
  en: string;
  componentId: string;
  updates: FixtureUpdate<SnapshotMaintenance["status"]>[];
};

function maintenance(plan: MaintenancePlan): SnapshotMaintenance {
  const newest = plan.updates[0]!;
  return {
    id: plan.id,
    name: plan.name,
    translations: { en: { name: plan.en } },
    status: plan.status,
    impact: "maintenance",
    createdAt: plan.updates.at(-1)!.at,
    updatedAt: newest.at,
    startedAt: plan.scheduledFor,
    monitoringAt: null,
    resolvedAt: plan.status === "completed" ? newest.at : null,
    updates: updatesOf(plan.updates),
    componentIds: [plan.componentId],
    scheduledFor: plan.scheduledFor,
    scheduledUntil: plan.scheduledUntil,
  };
}

export const runningMaintenance = () =>
  maintenance({
    id: "m1disk5n2fe7",
    name: "백업 저장소 증설",
    en: "Backup storage expansion",
    status: "in_progress",
    scheduledFor: "2026-11-23T05:00:00.000Z",
    scheduledUntil: "2026-11-23T07:00:00.000Z",
    componentId: COMPONENT_IDS.data,
    updates: [
      {
        id: "uaprg8k1cm4r",
        status: "in_progress",
        at: "2026-11-23T05:00:00.000Z",
        ko: "점검을 시작했습니다. 새 백업은 점검이 끝난 뒤에 이루어집니다.",
        en: "The maintenance has begun. New backups are taken when it has ended.",
      },
      {
        id: "ubsch3v6pd9t",
        status: "scheduled",
        at: "2026-11-18T01:00:00.000Z",
        ko: "백업 저장소를 늘립니다. 저장된 데이터는 계속 읽을 수 있습니다.",
        en: "We expand the backup storage. Stored data stays readable.",
      },
    ],
  });

export const plannedMaintenance = () =>
  maintenance({
    id: "m2dbup7q4yb1",
    name: "데이터베이스 업그레이드",
    en: "Database upgrade",
    status: "scheduled",
    scheduledFor: "2026-11-27T17:00:00.000Z",
    scheduledUntil: "2026-11-27T18:30:00.000Z",
    componentId: COMPONENT_IDS.rest,
    updates: [
      {
        id: "ucsch5f2zu8l",
        status: "scheduled",
        at: "2026-11-20T02:00:00.000Z",
        ko: "11월 28일 02:00부터 03:30까지 API가 여러 번 몇 초씩 멈출 수 있습니다.",
        en: "On 28 November from 02:00 to 03:30 KST the API may pause for a few seconds several times.",
      },
    ],
  });

export const finishedMaintenance = () =>
  maintenance({
    id: "m3stor1h9gj6",
    name: "저장소 교체",
    en: "Storage replacement",
    status: "completed",
    scheduledFor: "2026-11-07T17:00:00.000Z",
    scheduledUntil: "2026-11-07T19:00:00.000Z",
    componentId: COMPONENT_IDS.data,
    updates: [
      {
        id: "udcmp7y4ot2a",
        status: "completed",
        at: "2026-11-07T18:46:00.000Z",
        ko: "점검을 마쳤습니다.",
        en: "The maintenance is completed.",
      },
      {
        id: "uesch9r3xi5v",
        status: "scheduled",
        at: "2026-11-03T03:00:00.000Z",
        ko: "11월 8일 02:00부터 04:00까지 저장소를 교체합니다.",
        en: "We replace the storage on 8 November from 02:00 to 04:00 KST.",
      },
    ],
  });
