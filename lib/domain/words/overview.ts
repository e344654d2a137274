import { defineWords } from "./define.ts";

/** The overview: what is wrong now, who is on it, what is stale. */
export const overviewWord = defineWords({
  lead: ["{time} 기준", "As of {time}"],
  refreshed: ["현황을 새로 읽었습니다", "Overview refreshed"],
  lost: [
    "연결이 끊겼습니다. 아래는 {time}의 내용입니다. 다시 시도하고 있습니다.",
    "Connection lost. What you see is from {time}. Trying again.",
  ],
  signed_out: [
    "로그인이 만료되었습니다. 다시 로그인하면 현황이 이어집니다.",
    "Your session has ended. Sign in again to go on.",
  ],
  sign_in: ["로그인", "Sign in"],

  calm: ["지금은 문제가 없습니다", "Nothing is wrong right now"],
  calm_why: [
    "열린 장애도, 기다리는 초안도, 어긋난 상태도 없습니다.",
    "No open incidents, no drafts waiting, nothing that contradicts itself.",
  ],
  calm_first: [
    "무언가 잘못되면 n을 누르세요. 템플릿을 준비해 두면 더 빨리 알릴 수 있습니다.",
    "When something breaks, press n. Templates prepared now save minutes then.",
  ],
  open_count: ["진행 중인 장애 {count}건", "{count} open incidents"],
  open_one: ["진행 중인 장애 1건", "1 open incident"],
  attention_only: ["확인할 일이 있습니다", "Something needs a look"],
  components_bad: ["정상이 아닌 구성 요소 {count}개", "{count} components not operational"],
  components_good: ["모든 구성 요소 정상", "Every component operational"],

  attention: ["지금 할 일", "Needs you now"],
  open: ["진행 중", "Open"],
  drafts: ["초안", "Drafts"],
  running: ["진행 중인 점검", "Maintenance in progress"],
  upcoming: ["예정된 점검", "Coming up"],
  no_upcoming: ["예정된 점검이 없습니다.", "No maintenance is planned."],
  schedule: ["점검 예약", "Schedule maintenance"],

  promise_late: ["약속한 안내가 {duration} 늦었습니다.", "The update that was promised is {duration} late."],
  silent: ["{duration} 동안 아무 안내가 없었습니다.", "Nothing was said for {duration}."],
  post: ["업데이트 쓰기", "Post an update"],
  proposal: ["모니터와 알림이 {time}부터 정상입니다.", "Monitors and alerts have been healthy since {time}."],
  unattended: [
    "{duration} 전에 자동으로 만들어진 초안을 아무도 보지 않았습니다.",
    "Made automatically {duration} ago; nobody has looked at it.",
  ],
  publishes: ["{time}에 자동으로 게시됩니다 ({distance}).", "Publishes itself at {time} ({distance})."],
  open_but_operational: [
    "열려 있지만 모든 구성 요소가 정상입니다. 페이지 위쪽은 정상으로 표시됩니다.",
    "Open, but all of its components are operational: the page's headline says all is well.",
  ],
  open_but_operational_do: [
    "끝났다면 해결하고, 아니면 구성 요소의 상태를 지정하세요.",
    "Resolve it if it is over; else say which components are affected.",
  ],
  down_without_incident: [
    "{name}: {state}. 고객에게 알린 장애가 없습니다.",
    "{name}: {state}. No incident tells readers why.",
  ],
  down_do: [
    "장애를 열어 알리거나, 잘못된 측정이면 구성 요소를 정정하세요.",
    "Open an incident, or correct the component if the measurement is wrong.",
  ],
  down_do_draft: [
    "준비된 초안이 있습니다: 확인하고 게시하세요.",
    "A draft is at hand: look at it and publish.",
  ],
  open_draft: ["초안 열기", "Open the draft"],
  open_incident: ["장애 열기", "Open an incident"],
  see_component: ["구성 요소 보기", "See the component"],
  maintenance_overrun: [
    "예정된 끝을 {duration} 넘겼습니다. 넘긴 시간은 장애로 계산됩니다.",
    "{duration} past its announced end. The overrun counts as downtime.",
  ],
  overrun_do: ["끝났으면 완료하고, 더 걸리면 연장하세요.", "Complete it, or extend it."],
  see_maintenance: ["점검 열기", "Open it"],
  disagreement: [
    "{name}: 측정은 {probed}, 표시는 {said} ({duration}째).",
    "{name}: probes say {probed}, the page says {said}, for {duration}.",
  ],
  disagreement_do: [
    "장애의 구성 요소 상태를 바꾸거나, 모니터 설정을 확인하세요.",
    "Change the state in the incident, or check the monitor.",
  ],
  override_do: [
    "손으로 지정한 상태를 정상으로 되돌리면 측정이 다시 적용됩니다.",
    "Set the override back to operational: measurements count again.",
  ],
  silent_monitor: [
    "{name}의 모니터에서 {duration} 동안 결과가 없습니다.",
    "No results of {name}'s monitor for {duration}.",
  ],
  silent_monitor_do: ["모니터와 프로버를 확인하세요.", "Check the monitor and its prober."],
  violated_critical: [
    "심각: {actual} (목표 {target}), {duration}째.",
    "Critical: {actual} of {target}, for {duration}.",
  ],
  violated_warning: [
    "경고: {actual} (목표 {target}), {duration}째.",
    "Warning: {actual} of {target}, for {duration}.",
  ],
  see_incident: ["장애 보기", "See the incident"],
  acknowledge: ["내가 맡기", "I take it"],
  acknowledged: [
    "맡았습니다. 다음 단계는 30분 기다립니다.",
    "It is yours: the next level waits for 30 minutes.",
  ],
  held: [
    "맡은 사람이 있습니다. {time}에 다음 단계로 넘어갑니다.",
    "Somebody has it. The escalation goes on at {time}.",
  ],
  away_source: [
    "출처({kind})가 {duration} 동안 응답하지 않았습니다.",
    "Its source ({kind}) has not answered for {duration}.",
  ],
  silent_slo: [
    "목표 {count}개의 새 수치가 {duration} 동안 없습니다.",
    "No new figures of {count} objectives for {duration}.",
  ],
  silent_slo_do: [
    "수치가 없는 시간은 중단으로 세지 않습니다. 출처를 확인하세요.",
    "Silence is no downtime. Check its sources.",
  ],
  restore_test: ["월간 복원 테스트", "Monthly restore test"],
  restore_test_overdue: [
    "경고: {duration} 늦었습니다. 마지막 성공은 {time}입니다.",
    "Warning: {duration} overdue. The last good one was on {time}.",
  ],
  restore_test_never: [
    "경고: {duration} 늦었습니다. 아직 성공한 기록이 없습니다.",
    "Warning: {duration} overdue. None has succeeded yet.",
  ],
  restore_test_do: [
    "백업 하나를 복원해 보고 결과를 무결성 이벤트(restore_test)로 보내세요.",
    "Restore a backup and send how it went as an integrity event (restore_test).",
  ],
  see_monitor: ["모니터 보기", "See the monitor"],

  latest: ["마지막 안내", "Latest"],
  running_until: ["{time}까지", "until {time}"],
  starts: ["{time} ({distance})", "{time} ({distance})"],
});
