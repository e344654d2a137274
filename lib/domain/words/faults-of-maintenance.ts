/** What is refused of windows, recurring windows and corrections: English as the API says it, Korean as people read it. */
export const FAULT_WORDS_OF_MAINTENANCE: readonly (readonly [en: string, ko: string])[] = [
  ["{n} announced windows are still to come and would be cancelled", "이미 안내한 점검 {n}건이 취소됩니다"],
  ["{n} announced window is still to come and would be cancelled", "이미 안내한 점검 {n}건이 취소됩니다"],
  ["needed for a maintenance window", "점검에는 꼭 필요합니다"],
  [
    "needed: readers see nothing else of this update",
    "꼭 필요합니다. 이 안내에서 읽는 사람에게 보이는 것은 이것뿐입니다",
  ],
  [
    "a page has at most {n} windows that are coming up or running",
    "예정되거나 진행 중인 점검은 최대 {n}건입니다",
  ],
  [
    "a completed window is over: scheduled_until lies ahead",
    "완료된 점검의 종료 시각이 아직 오지 않았습니다",
  ],
  [
    "a running window is not over: scheduled_until has passed",
    "진행 중인 점검의 종료 시각이 이미 지났습니다",
  ],
  ["The window has begun: only its end can move", "이미 시작한 점검은 종료 시각만 바꿀 수 있습니다"],
  ["has passed", "이미 지났습니다"],
  ["The window ended at {at}: reschedule or cancel it", "{at}에 끝난 점검입니다. 시간을 바꾸거나 취소하세요"],
  ["the window has these times already", "이미 이 시간으로 정해져 있습니다"],
  ["This is an {kind}: only a maintenance window can do that", "점검에서만 할 수 있는 작업입니다({kind})"],
  ["of a maintenance window only: this is an {kind}", "점검에만 있는 항목입니다({kind})"],
  ["a page has at most {n} series", "반복 점검은 한 페이지에 최대 {n}개입니다"],
  [
    "This series was changed since you read it (revision {theirs}, yours {yours})",
    "그사이 다른 사람이 이 반복 점검을 바꾸었습니다(현재 {theirs}판, 읽은 것 {yours}판)",
  ],
  ["the rule names no date within the next {n} years", "앞으로 {n}년 안에 해당하는 날짜가 없습니다"],
  [
    "windows of {length} minutes would overlap: two of them begin {gap} minutes apart",
    "{length}분짜리 점검이 서로 겹칩니다. {gap}분 간격으로 시작하는 날이 있습니다",
  ],
  [
    "FREQ={f} is denser than one window a day: use DAILY or rarer",
    "FREQ={f}는 하루 한 번보다 잦습니다. DAILY보다 드물게 정하세요",
  ],
  ["FREQ must be one of {list}", "FREQ는 {list} 가운데 하나여야 합니다"],
  ["FREQ is missing: FREQ=WEEKLY;BYDAY=TU", "FREQ가 없습니다. 예: FREQ=WEEKLY;BYDAY=TU"],
  ["DTSTART is said by starts_at", "DTSTART 대신 starts_at을 쓰세요"],
  [
    "{name} is not taken: the time of day is that of starts_at",
    "{name}은 쓸 수 없습니다. 시각은 starts_at을 따릅니다",
  ],
  ["{name} is not a part of a rule that is taken here", "{name}은 여기서 쓸 수 없는 항목입니다"],
  ["{name} must be a number from {from} to {to}", "{name}은 {from}에서 {to} 사이의 수여야 합니다"],
  ["UNTIL must be {form}", "UNTIL은 다음과 같아야 합니다: {form}"],
  ["BYDAY must be days such as MO,TU or 1FR,-1SU", "BYDAY는 MO,TU나 1FR,-1SU처럼 써야 합니다"],
  ["BYMONTH must be months from 1 to 12", "BYMONTH는 1에서 12까지의 달이어야 합니다"],
  [
    "BYMONTHDAY must be days from 1 to 31, or -1 to -31 from the end",
    "BYMONTHDAY는 1~31, 또는 끝에서 세는 -1~-31이어야 합니다",
  ],
  ["BYSETPOS must be at most 12 positions such as 1 or -1", "BYSETPOS는 1이나 -1 같은 순서로 12개까지입니다"],
  ["WKST must be a day such as MO", "WKST는 MO 같은 요일이어야 합니다"],
  ["COUNT and UNTIL exclude each other", "COUNT와 UNTIL은 함께 쓸 수 없습니다"],
  [
    "days with a number such as 1FR need FREQ=MONTHLY or YEARLY",
    "1FR처럼 순서가 있는 요일은 FREQ=MONTHLY나 YEARLY에서만 쓸 수 있습니다",
  ],
  ["BYMONTHDAY needs FREQ=MONTHLY or YEARLY", "BYMONTHDAY는 FREQ=MONTHLY나 YEARLY에서만 쓸 수 있습니다"],
  [
    "BYSETPOS needs FREQ=MONTHLY or YEARLY, and BYDAY or BYMONTHDAY",
    "BYSETPOS는 FREQ=MONTHLY나 YEARLY에서 BYDAY나 BYMONTHDAY와 함께 써야 합니다",
  ],
  ['"{part}" is not NAME=VALUE', '"{part}"은(는) NAME=VALUE 형식이 아닙니다'],
  ["{name} is there twice", "{name}이(가) 두 번 있습니다"],
  ["between 2000-01-01 and 2100-01-01", "2000-01-01에서 2100-01-01 사이여야 합니다"],
];
