import type { NewResponseAction } from "./action-input.ts";
import type { ChecklistItem, EscalationLevel } from "./policy.ts";

const item = (key: string, ko: string, en: string): ChecklistItem => ({ key, ko, en });

/** The four levels of the contract: automatic at once, on-call after 5 minutes, management after 15, executives after 30. */
export const DEFAULT_LEVELS: readonly EscalationLevel[] = [
  {
    level: 1,
    afterSeconds: 0,
    pages: [],
    checklist: [
      item("cloudwatch_alarm", "CloudWatch 알람 트리거", "CloudWatch alarm raised"),
      item("auto_scaling", "Auto Scaling 실행", "Auto scaling started"),
      item("circuit_breaker", "Circuit Breaker 활성화", "Circuit breakers opened"),
      item("basic_recovery", "기본 복구 스크립트 실행", "Basic recovery script run"),
    ],
  },
  {
    level: 2,
    afterSeconds: 300,
    pages: [],
    checklist: [
      item("pagerduty", "PagerDuty 알림", "PagerDuty alerted"),
      item("call_on_call", "온콜 엔지니어 호출", "On-call engineer called"),
      item("diagnosis", "수동 진단 시작", "Diagnosis by hand begun"),
      item("advanced_recovery", "고급 복구 절차 실행", "Advanced recovery procedure run"),
    ],
  },
  {
    level: 3,
    afterSeconds: 900,
    pages: [],
    checklist: [
      item("escalate_manager", "매니저 에스컬레이션", "Escalated to the engineering manager"),
      item("assemble_team", "전담팀 소집", "Dedicated team assembled"),
      item("vendor_support", "외부 벤더 지원 요청", "Support of vendors requested"),
      item("customer_communication", "고객 커뮤니케이션 시작", "Communication with customers begun"),
    ],
  },
  {
    level: 4,
    afterSeconds: 1_800,
    pages: [],
    checklist: [
      item("report_executives", "CTO/CEO 보고", "Reported to CTO and CEO"),
      item("press_preparation", "언론 대응 준비", "Statement for the press prepared"),
      item("legal_review", "법무팀 검토", "Review by legal"),
      item("compensation_review", "고객 보상 검토", "Compensation of customers reviewed"),
    ],
  },
];

export const DEFAULT_POLICY_NAME = "기본 에스컬레이션";

const action = (
  key: string,
  name: string,
  ...slos: string[]
): Pick<NewResponseAction, "key" | "name" | "triggers"> => ({
  key,
  name,
  triggers: slos.map((slo) => ({ slo, severity: "critical", level: 1 })),
});

/** Every automatic answer that the contract names, by the SLO that asks for it. */
export const SEED_ACTIONS = [
  action("emergency_scaling", "긴급 스케일 아웃", "SLO-001"),
  action("disaster_recovery", "재해 복구 활성화", "SLO-001"),
  action("cloudwatch_alarm", "CloudWatch 알람 트리거", "SLO-001"),
  action("basic_recovery", "기본 복구 스크립트 실행", "SLO-001"),
  action("scale_out", "Auto Scaling Group 확장", "SLO-003"),
  action("warm_caches", "캐시 워밍", "SLO-003"),
  action("rebalance_traffic", "로드 밸런서 가중치 조정", "SLO-003"),
  action("circuit_breakers", "Circuit Breaker 활성화", "SLO-005"),
  action("isolate_services", "장애 서비스 격리", "SLO-005"),
  action("route_to_backup", "백업 서비스로 트래픽 라우팅", "SLO-005"),
  action("retry_agents", "Agent 자동 재시도(최대 3회)", "SLO-006"),
  action("change_zone", "다른 가용 영역으로 라우팅", "SLO-006"),
  action("rollback_agents", "Agent 코드 롤백", "SLO-006"),
] as const;
