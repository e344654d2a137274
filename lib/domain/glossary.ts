import type { Language } from "./language.ts";
import type { State } from "./status/state.ts";
import { eventWords } from "./words/public-events.ts";

/** Every word and sentence of the public page: [Korean, English]. `{name}` is a value that the caller fills in. */
const WORDS = {
  ...eventWords.table,

  // States and the sentences of the whole page. No data is a fact of its own, not a fault.
  operational: ["정상", "Operational"],
  degraded_performance: ["성능 저하", "Degraded performance"],
  partial_outage: ["부분 장애", "Partial outage"],
  major_outage: ["중대 장애", "Major outage"],
  under_maintenance: ["점검 중", "Under maintenance"],
  unknown: ["데이터 없음", "No data"],
  "All Systems Operational": ["모든 시스템 정상", "All Systems Operational"],
  "Major System Outage": ["전체 시스템 중대 장애", "Major System Outage"],
  "Partial System Outage": ["일부 시스템 장애", "Partial System Outage"],
  "Minor Service Outage": ["일부 서비스 부분 장애", "Minor Service Outage"],
  "Degraded System Service": ["전체 서비스 성능 저하", "Degraded System Service"],
  "Partially Degraded Service": ["일부 서비스 성능 저하", "Partially Degraded Service"],
  "Service Under Maintenance": ["서비스 점검 중", "Service Under Maintenance"],
  no_data_yet: ["데이터 없음", "No data yet"],
  no_data_yet_why: [
    "아직 측정이 시작되지 않았습니다. 첫 측정이 끝나면 이 화면에 표시됩니다.",
    "Nothing has been measured yet. States appear here after the first measurements.",
  ],
  no_components: ["등록된 구성 요소가 없습니다", "No components yet"],
  no_components_why: [
    "구성 요소를 등록하면 상태와 90일 가용성이 여기에 표시됩니다.",
    "Once components are added, their state and 90 days of uptime appear here.",
  ],

  // Head and foot of the page.
  status_of: ["{name} 상태", "{name} Status"],
  skip: ["본문으로 건너뛰기", "Skip to content"],
  language: ["언어", "Language"],
  subscribe: ["구독", "Subscribe"],
  manage_subscription: ["구독 관리", "Manage subscription"],
  follow: ["이 소식 구독", "Follow this incident"],
  follow_window: ["이 점검 구독", "Follow this maintenance"],
  theme: ["밝은 화면과 어두운 화면 전환", "Switch between light and dark"],
  as_of: ["{time} 기준", "as of {time}"],
  page_description: [
    "{name}의 현재 상태와 최근 90일 가용성: {sentence}.",
    "Current state and 90 days of uptime of {name}: {sentence}.",
  ],
  demo: ["데모 화면입니다. 모든 데이터는 모의로 만든 것입니다.", "This is a demo. All data is simulated."],
  database_away: [
    "지금은 새 측정값을 받지 못하고 있습니다. {time}에 확인한 마지막 상태를 보여 드립니다.",
    "New measurements are not arriving at the moment. This is the last known state, from {time}.",
  ],
  offline: ["연결이 끊겨 다시 시도하고 있습니다", "Connection lost, trying again"],
  all_times_in: ["모든 시각은 {zone} 기준입니다.", "All times are in {zone}."],
  your_time: ["내 시간대", "Your time"],
  method: ["가용성 계산 방법", "How uptime is computed"],
  method_body: [
    "가용성은 측정된 시간 가운데 정상이었던 비율입니다. 장애 시간은 가중치(중대 장애 {major} %, 부분 장애 {partial} %, 성능 저하 {degraded} %)만큼 뺍니다. 점검 시간은 빼지 않으며, 측정하지 못한 시간은 계산에 넣지 않습니다. 값은 반올림하지 않고 버림해 표시합니다.",
    "Uptime is the share of measured time that was good. Trouble counts by weight: major outage {major} %, partial outage {partial} %, degraded performance {degraded} %. Maintenance takes off nothing, and time that nobody measured is left out. Figures are cut off, never rounded up.",
  ],
  operated_by: ["{name}에서 운영합니다.", "Run by {name}."],
  public_api: ["상태 API", "Status API"],
  uptime_data: ["가용성 데이터", "Uptime data"],
  website: ["홈페이지", "Website"],
  support: ["고객 지원", "Support"],

  // Components, bars and figures.
  current_state: ["구성 요소별 상태", "Components"],
  uptime: ["가용성", "Uptime"],
  uptime_90: ["90일 가용성", "90-day uptime"],
  uptime_30: ["30일 가용성", "30-day uptime"],
  percent: ["{value} %", "{value} %"],
  percent_90: ["{value} % · 90일", "{value} % · 90 days"],
  coverage_hint: ["측정 {value} %", "{value} % measured"],
  coverage: ["측정된 시간", "Measured time"],
  days_ago_90: ["90일 전", "90 days ago"],
  today: ["오늘", "today"],
  bar_summary: [
    "{name}: 최근 90일 가용성 {figure}, 문제가 있던 날 {count}일. 달력 보기",
    "{name}: {figure} uptime in 90 days, days with trouble: {count}. Open the calendar",
  ],
  not_measured: ["측정 안 됨", "not measured"],
  legend: ["색과 모양의 뜻", "Key"],
  legend_blip: ["옅은 막대: {minutes}분 미만", "Pale bar: under {minutes} min"],
  last_known: ["마지막 확인 상태: {state}", "Last known state: {state}"],
  since: ["{time}부터", "since {time}"],
  overridden: ["담당자가 직접 설정한 상태입니다.", "This state was set by hand."],
  hours: ["{n}시간", "{n} h"],
  minutes: ["{n}분", "{n} min"],
  seconds: ["{n}초", "{n} s"],
  days: ["{n}일", "{n} d"],

  no_such_component: ["없는 구성 요소", "No such component"],

  // Incidents and maintenance.
  active_incidents: ["진행 중인 장애", "Active incidents"],
  running_maintenance: ["진행 중인 점검", "Maintenance in progress"],
  planned_maintenance: ["예정된 점검", "Scheduled maintenance"],
  past_incidents: ["지난 장애", "Past incidents"],
  no_other_incidents: ["이 밖의 장애 없음", "No other incidents"],
  no_other_incidents_14: [
    "지난 14일 동안 이 밖의 장애는 없었습니다.",
    "No other incidents in the last 14 days.",
  ],
  no_incidents: ["장애 없음", "No incidents"],
  no_incidents_14: ["지난 14일 동안 장애가 없었습니다.", "No incidents in the last 14 days."],
  investigating: ["조사 중", "Investigating"],
  identified: ["원인 확인", "Identified"],
  monitoring: ["모니터링 중", "Monitoring"],
  resolved: ["해결됨", "Resolved"],
  postmortem: ["사후 분석", "Postmortem"],
  scheduled: ["예정", "Scheduled"],
  in_progress: ["진행 중", "In progress"],
  verifying: ["확인 중", "Verifying"],
  completed: ["완료", "Completed"],
  impact_none: ["영향 없음", "No impact"],
  impact_minor: ["성능 저하", "Degraded performance"],
  impact_major: ["부분 장애", "Partial outage"],
  impact_critical: ["중대 장애", "Major outage"],
  impact_maintenance: ["점검", "Maintenance"],
  affects: ["영향", "Affects"],
  began: ["시작", "Began"],
  lasted: ["{duration} 동안", "lasted {duration}"],
  next_update_by: ["다음 안내 예정", "Next update by"],
  in_duration: ["{duration} 후", "in {duration}"],
  overdue: ["예정보다 늦어지고 있습니다", "overdue"],
  earlier_updates: ["이전 안내 {count}건", "Earlier updates ({count})"],
  all_updates: ["안내 {count}건", "Updates ({count})"],
  edited: ["수정됨", "edited"],

  // Calendar.
  calendar: ["가용성 달력", "Uptime calendar"],
  previous_month: ["이전 달", "Previous month"],
  next_month: ["다음 달", "Next month"],
  month_without_data: ["이 달에는 측정 기록이 없습니다.", "There are no measurements in this month."],
  month_unavailable: [
    "지난 달의 기록을 지금은 읽을 수 없습니다. 잠시 후 다시 열어 주세요.",
    "The records of past months cannot be read right now. Please try again shortly.",
  ],
  month_days_caption: ["{name}, {month}: 날짜별 상태", "{name}, {month}: state of each day"],

  // Component page and response times.
  back_to_status: ["전체 상태", "All components"],
  response_time: ["응답 시간", "Response time"],
  response_48h: ["최근 48시간, 한 시간 단위", "Last 48 hours, per hour"],
  response_90d: ["최근 90일, 하루 단위", "Last 90 days, per day"],
  response_summary: [
    "{range}의 응답 시간. 중앙값(P50) {p50}, P95 {p95}, P99 {p99} (가장 최근 값)",
    "Response time, {range}. Newest values: median (P50) {p50}, P95 {p95}, P99 {p99}",
  ],
  no_response_times: ["이 기간의 응답 시간 기록이 없습니다.", "No response times in this period."],
  response_unavailable: [
    "응답 시간 기록을 지금은 읽을 수 없습니다. 상태와 가용성은 아래의 시각 기준으로 정확합니다.",
    "Response times cannot be read right now. State and uptime are correct as of the time shown.",
  ],
  last_24h: ["최근 24시간", "Last 24 hours"],
  success_ratio: ["성공률", "Success rate"],
  as_table: ["표로 보기", "Show as a table"],
  time: ["시각", "Time"],
  day: ["날짜", "Day"],
  milliseconds: ["{n} ms", "{n} ms"],

  // Pages that say no.
  not_found: ["찾을 수 없는 페이지", "Page not found"],
  not_found_why: [
    "주소가 바뀌었거나 삭제된 페이지입니다. 현재 상태는 첫 화면에서 볼 수 있습니다.",
    "This page was moved or removed. The current status is on the front page.",
  ],
  to_status: ["현재 상태 보기", "Show current status"],
  failed: ["페이지를 표시하지 못했습니다", "This page could not be shown"],
  failed_why: [
    "잠시 후 다시 열어 주세요. 측정과 기록은 계속되고 있습니다.",
    "Please try again shortly. Measuring and recording go on.",
  ],
} as const satisfies Record<string, readonly [ko: string, en: string]>;

type Words = typeof WORDS;
export type Word = keyof Words;
type Slots<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | Slots<Rest>
  : never;
type Values<Key extends Word> =
  Slots<Words[Key][0]> extends never ? [] : [values: Record<Slots<Words[Key][0]>, string | number>];

/** The glossary itself, for the test that compares the languages. */
export const GLOSSARY: Readonly<Record<Word, readonly [ko: string, en: string]>> = WORDS;

/** The word or sentence in `language`, its `{slots}` filled. What does not exist in both languages does not compile. */
export function word<Key extends Word>(key: Key, language: Language, ...values: Values<Key>): string {
  const text: string = WORDS[key][language === "ko" ? 0 : 1];
  const given = values[0] as Record<string, string | number> | undefined;
  return given ? text.replace(/\{(\w+)\}/g, (slot, name: string) => String(given[name] ?? slot)) : text;
}

/** A sentence cut at one of its slots, for markup that stands in it: ["", " 기준"] around a `<time>`. */
export function wordAround(key: Word, language: Language, slot: string): [before: string, after: string] {
  const [before = "", after = ""] = GLOSSARY[key][language === "ko" ? 0 : 1].split(`{${slot}}`);
  return [before, after];
}

export const stateWord = (state: State, language: Language): string => word(state, language);

/** Statuspage's English sentence for the whole page, in `language`; a sentence that is not in the glossary stays as it is. */
export const overallSentence = (description: string, language: Language): string =>
  Object.hasOwn(WORDS, description) ? word(description as "All Systems Operational", language) : description;
