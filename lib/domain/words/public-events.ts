import { defineWords } from "./define.ts";

/** Words of incidents, maintenance, announcements and history, as readers see them; part of the glossary. */
export const eventWords = defineWords({
  // Feeds and calendars.
  feed_title: ["{name} 상태 - 장애 기록", "{name} Status - Incident History"],
  calendar_title: ["{name} 점검 일정", "{name} maintenance"],
  update: ["추가 안내", "Update"],
  scheduled_event: ["예정된 점검입니다:", "THIS IS A SCHEDULED EVENT"],
  feeds: ["소식 받기", "Feeds"],
  calendar_feed: ["점검 일정 (iCal)", "Maintenance calendar (iCal)"],

  // Kinds and moments of an event.
  announcement: ["안내", "Announcement"],
  announcements: ["안내 말씀", "Announcements"],
  ended: ["종료됨", "Ended"],
  cancelled: ["취소됨", "Cancelled"],
  cancelled_at: ["{time}에 취소되었습니다.", "Cancelled {time}."],
  overrunning: [
    "예정보다 길어지고 있습니다. 끝나기로 한 시각: {time}",
    "Running past its planned end, {time}.",
  ],
  ended_at: ["종료", "Ended"],
  duration: ["지속 시간", "Duration"],
  so_far: ["지금까지 {duration}", "{duration} so far"],
  planned_window: ["예정 시간", "Planned window"],
  actual_window: ["실제 시간", "Actual time"],
  told_at: ["공지", "Announced"],
  backfilled: ["지난 일을 나중에 기록한 것입니다.", "This was recorded after the fact."],
  updates: ["안내", "Updates"],
  status_now: ["현재 단계", "Status"],
  impact: ["영향 정도", "Impact"],
  affected_components: ["영향받은 구성 요소", "Affected components"],
  state_change: ["{name}: {before}에서 {after}(으)로", "{name}: {before} to {after}"],
  earlier_names: ["이전 제목", "earlier titles"],
  earlier_texts: ["수정 전 내용", "Earlier text"],
  replaced_at: ["{time}에 수정되기 전", "until it was edited, {time}"],
  read_on: ["전체 내용 읽기", "Read in full"],
  more_incidents: ["진행 중인 장애 {count}건 더 보기", "{count} more active incidents"],
  postmortem_at: ["{time} 게시", "published {time}"],

  // History.
  history: ["장애 기록", "Incident history"],
  history_quiet: [
    "이 달에는 장애나 점검이 없었습니다.",
    "There were no incidents or maintenance in this month.",
  ],
  history_coming: ["예정", "Coming up"],
  history_unavailable: [
    "이 기록을 지금은 읽을 수 없습니다. 현재 상태는 첫 화면에서 볼 수 있습니다. 잠시 후 다시 열어 주세요.",
    "This part of the history cannot be read right now. The current status is on the front page. Please try again shortly.",
  ],
  history_more: [
    "이 달의 기록이 많아 최근 {count}건만 표시합니다. 나머지는 검색으로 찾을 수 있습니다.",
    "This month has more; the newest {count} are shown. Search finds the rest.",
  ],
  search: ["검색", "Search"],
  search_history: ["기록 검색", "Search the history"],
  search_text: ["찾을 말", "Text"],
  search_component: ["구성 요소", "Component"],
  all_components: ["전체 구성 요소", "All components"],
  search_results: ["검색 결과", "Search results"],
  search_found: ["{count}건", "{count} found"],
  search_none: [
    "찾는 기록이 없습니다. 다른 말로 찾거나 구성 요소를 바꿔 보세요.",
    "Nothing was found. Try another word, or another component.",
  ],
  search_clear: ["검색 지우기", "Clear the search"],
  newer: ["더 최근", "Newer"],
  older: ["더 이전", "Older"],
  too_many_searches: ["검색이 너무 잦습니다", "Too many searches"],
  too_many_searches_why: ["잠시 후 다시 검색해 주세요.", "Please wait a moment, then search again."],
  see_history: ["지난 기록 모두 보기", "See the whole history"],
  chain: [
    "이 페이지의 모든 기록은 바꾸거나 지우면 드러나도록 사슬로 이어 보관합니다. 현재 확인값:",
    "Everything recorded here hangs on a chain that shows any change or gap. Its head now:",
  ],
  chain_count: ["기록 {count}건", "{count} entries"],

  // Corrections of the past.
  corrections: ["나중에 정정한 기록", "Corrected afterwards"],
  corrected_up: ["정상으로 정정", "Corrected to up"],
  corrected_down: ["장애로 정정", "Corrected to down"],
  corrected_excluded: ["계산에서 제외", "Left out of the figures"],
  correction_reason: ["사유", "Reason"],
  correction_made: ["{time}에 정정", "corrected {time}"],
});
