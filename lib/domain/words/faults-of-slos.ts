/** Refusals about SLOs, measurements, violations and escalation; as in faults.ts. */
export const FAULT_WORDS_OF_SLOS: readonly (readonly [en: string, ko: string])[] = [
  [
    "This violation was changed since you read it (revision {theirs}, yours {yours})",
    "읽은 뒤에 다른 사람이 바꾸었습니다(지금 {theirs}판, 내 화면 {yours}판)",
  ],
  ["This violation is resolved", "이미 해결된 위반입니다"],
  ["no such incident on this page", "이 페이지에 없는 장애입니다"],
  ["a month such as 2026-09", "2026-09처럼 월을 입력하세요"],
  ["a zone of the IANA database, such as Asia/Seoul", "Asia/Seoul처럼 IANA 시간대 이름을 입력하세요"],
  [
    "a decimal in major units: KRW without decimals, USD with at most two",
    "금액은 십진수로 입력하세요. 원(KRW)은 소수점 없이, 달러(USD)는 소수 둘째 자리까지입니다",
  ],
  ["must be after the start", "시작보다 뒤여야 합니다"],
  ["at most {n} entries", "최대 {n}개입니다"],
  ["a percentage such as 99.95", "99.95처럼 백분율을 입력하세요"],
  ["the month has {n} days", "이 달은 {n}일입니다"],
  ["is there twice", "두 번 들어 있습니다"],
  ["does not touch the month, {from} to {until}", "이 달({from} ~ {until})과 겹치지 않습니다"],
  [
    "must not be above the {target} % of the tier: an adjustment relaxes",
    "등급의 {target} %보다 높을 수 없습니다. 조정은 목표를 낮추는 것입니다",
  ],
  ["overlaps another adjustment", "다른 조정과 겹칩니다"],
  [
    "100 % leaves a budget of 0: total × (1 − 1). Nothing can burn; use an SLO of zero tolerance",
    "100 %에는 예산이 없습니다: 전체 × (1 − 1) = 0. 소진율을 계산할 수 없으니 무관용(zero tolerance) SLO를 쓰세요",
  ],
  [
    "a percentage such as 99.9, with at most nine decimals",
    "99.9처럼 소수 아홉째 자리까지의 백분율을 입력하세요",
  ],
  ["must be above 0", "0보다 커야 합니다"],
  ["at most {n} buckets", "구간은 최대 {n}개입니다"],
  ["must not be above the total: {good} > {total}", "전체보다 클 수 없습니다: {good} > {total}"],
  ["must be before now", "지금보다 앞이어야 합니다"],
  ["overlaps another bucket", "다른 구간과 겹칩니다"],
];
