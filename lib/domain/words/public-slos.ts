import { defineWords } from "./define.ts";

/** Words of service level objectives, as readers see them. */
export const sloWord = defineWords({
  title: ["서비스 수준 목표", "Service level objectives"],
  lead: [
    "우리가 약속한 목표와 지금까지 지킨 정도입니다. 같은 수치를 JSON과 CSV로도 받을 수 있습니다.",
    "What we promise, and how much of it we have kept. The same figures are there as JSON and CSV.",
  ],
  strip: ["이번 달 목표 달성", "Objectives this month"],
  all: ["목표 모두 보기", "All objectives"],
  none: ["공개된 목표가 아직 없습니다.", "There are no published objectives yet."],
  objective: ["목표", "Objective"],
  target: ["목표값", "Target"],
  month: ["이번 달", "This month"],
  ninety_days: ["90일", "90 days"],
  budget_left: ["남은 오류 예산", "Error budget left"],
  met: ["달성", "Met"],
  missed: ["미달", "Missed"],
  no_data: ["데이터 없음", "No data"],
  raw: ["제외 전 {value} %", "{value} % before exclusions"],
  unknown: ["측정되지 않은 시간 {duration}", "{duration} not measured"],
  between: ["{low}–{high} % 사이", "between {low} and {high} %"],
  affects: ["대상 서비스", "Services"],
  no_budget: ["예산 없음", "no budget"],
  spent: ["모두 씀", "used up"],
  above: ["{value} % 이상", "at least {value} %"],
  zero: ["0건", "none at all"],
  met_of: ["{total}개 중 {met}개 달성", "{met} of {total} met"],
  method: ["계산 방법", "How this is counted"],
  method_time: [
    "가용성: 자동 측정과 공지로 확인한 중대 장애의 시간을 밀리초로 더합니다. 겹치는 장애는 한 번만 셉니다. 72시간 전에 알린 점검은 한 달에 최대 8시간까지 뺍니다. 빼기 전의 값도 함께 보여 드립니다.",
    "Availability: the time of major outages, measured or announced, in milliseconds; what overlaps counts once. Maintenance announced 72 hours ahead is left out, at most 8 hours a month. The value before that stands beside it.",
  ],
  method_events: [
    "비율: 5분 구간의 성공 건수와 전체 건수를 더한 뒤 나눕니다. 비율의 평균은 쓰지 않습니다.",
    "Ratios: good and all events of five-minute windows are added up, then divided. Ratios are never averaged.",
  ],
  method_latency: [
    "응답 시간: 5분 구간의 백분위수가 기준 아래인 구간의 비율입니다. 20건이 안 되는 구간은 세지 않습니다.",
    "Latency: the share of five-minute windows whose percentile lies below the threshold. Windows with fewer than 20 events do not count.",
  ],
  method_unknown: [
    "측정되지 않은 시간은 장애로도 정상으로도 세지 않고 따로 알립니다. 값은 반올림하지 않고 잘라서 보여 드립니다.",
    "Time that was not measured counts neither as down nor as up and is told apart. Figures are cut, never rounded.",
  ],
});
