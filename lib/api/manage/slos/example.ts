import type { z } from "zod";
import type { changeBody, sloBody } from "./slo.ts";

export const newSloExample = {
  key: "checkout",
  name: "결제 성공률",
  translations: { en: { name: "Checkout" } },
  components: ["rest-api"],
  contract_time_zone: "Asia/Seoul",
  exclusions: ["planned_maintenance"],
  objectives: [
    {
      key: "main",
      name: "성공한 결제",
      rule: { kind: "ratio", sli: "api-requests" },
      target: "99.9",
      alerts: [{ kind: "burn", severity: "critical", long_seconds: 3600, short_seconds: 300, factor: 14.4 }],
    },
  ],
} as const;

export const sloExample: z.output<typeof sloBody> = {
  id: "s101a2b3c4d5",
  page_id: "p0qjfl24znv5",
  version: 2,
  position: 8,
  key: "checkout",
  name: "결제 성공률",
  description: null,
  translations: { en: { name: "Checkout" } },
  components: ["rest-api"],
  is_public: true,
  window_seconds: 2_592_000,
  contract_time_zone: "Asia/Seoul",
  exclusions: ["planned_maintenance"],
  responses: [],
  notice: "draft",
  level_floor: null,
  escalation_policy_id: null,
  objectives: [
    {
      id: "0bj3ct1v3m41",
      key: "main",
      name: "성공한 결제",
      translations: {},
      tier: null,
      rule: { kind: "ratio", sli: "api-requests", is_strict: false },
      target: "99.9",
      alerts: [{ kind: "burn", severity: "critical", long_seconds: 3600, short_seconds: 300, factor: 14.4 }],
    },
  ],
  created_at: "2026-11-24T01:00:00.000Z",
  updated_at: "2026-11-24T02:00:00.000Z",
  archived_at: null,
};

export const changeExample: z.output<typeof changeBody> = {
  noun: "slo",
  key: "checkout",
  act: "change",
  fields: [{ path: "objectives.main.target", before: "99.9", after: "99.95" }],
};

export const documentExample = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
spec:
  service: t-developer
  indicatorRef: api-requests
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - targetPercent: 99.95
`;
