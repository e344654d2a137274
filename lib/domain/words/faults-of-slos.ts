/** Refusals about SLOs, measurements, violations and escalation; as in faults.ts. */
export const FAULT_WORDS_OF_SLOS: readonly (readonly [en: string, ko: string])[] = [
  [
    "This violation was changed since you read it (revision {theirs}, yours {yours})",
    "읽은 뒤에 다른 사람이 바꾸었습니다(지금 {theirs}판, 내 화면 {yours}판)",
  ],
  ["This violation is resolved", "이미 해결된 위반입니다"],
  ["no such incident on this page", "이 페이지에 없는 장애입니다"],
];
