import { defineWords } from "./define.ts";

/** What is shown beside an SLO of availability. */
export const sloEvidenceWords = defineWords({
  title: ["{key} 곁의 증거", "Evidence beside {key}"],
  lead: [
    "지난 {days}일. 참고로만 보이며 어떤 목표에도 계산하지 않습니다.",
    "The last {days} days. It is only shown: no objective counts it.",
  ],
  sli: ["지표", "Indicator"],
  share: ["정상 비율", "Share of good"],
  events: ["정상 / 전체", "Good / all"],
  last: ["마지막 측정", "Last measured"],
});
