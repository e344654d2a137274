import type { z } from "zod";
import type { violationBody, violationWithLog } from "./violation.ts";

export const violationExample: z.infer<typeof violationBody> = {
  id: "v10l4t10n3x1",
  page_id: "p0qjfl24znv5",
  slo: { id: "s101a2b3c4d5", key: "SLO-001", name: "플랫폼 가용성" },
  objective: { id: "0bj3ct1v3ep1", key: "enterprise_plus", name: "Enterprise Plus", tier: "enterprise_plus" },
  rule: "burn:3600:14.4",
  severity: "critical",
  actual: "99.861111",
  target: "99.99",
  unit: "percent",
  started_at: "2026-11-24T03:00:00.000Z",
  detected_at: "2026-11-24T03:01:04.000Z",
  critical_at: "2026-11-24T03:01:04.000Z",
  ended_at: null,
  resolved_at: null,
  resolved_by: null,
  acknowledged_at: "2026-11-24T03:03:00.000Z",
  acknowledged_by: "u53r00000001",
  resumes_at: "2026-11-24T03:33:00.000Z",
  level: 1,
  component_ids: ["8kbf7d35c070"],
  incident_id: "p31zjtct2jer",
  reopened: 0,
  revision: 3,
};

export const violationLogExample: z.infer<typeof violationWithLog> = {
  ...violationExample,
  events: [
    {
      id: "1",
      kind: "opened",
      details: { rule: "burn:3600:14.4", severity: "critical", actual: "99.861111", target: "99.99" },
      author: { kind: "system", id: "slo" },
      at: "2026-11-24T03:01:04.000Z",
    },
  ],
  timers: [
    {
      level: 1,
      reason: "time",
      due_at: "2026-11-24T03:01:04.000Z",
      done_at: "2026-11-24T03:01:05.000Z",
      cancelled_at: null,
    },
  ],
  ticks: [],
  action_runs: [],
};
