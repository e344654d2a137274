import { defineWords } from "./define.ts";

/** Words of what is sent: mails, SMS, chat posts. Statuses, states and labels are in the glossary. */
export const messageWords = defineWords({
  // The label before the name: "[해결됨] API 응답 지연 - T-Developer 상태".
  subject: ["[{label}] {name} - {page}", "[{label}] {name} - {page}"],
  label_reopened: ["재발", "Reopened"],
  label_scheduled: ["점검 예정", "Scheduled maintenance"],
  label_rescheduled: ["점검 일정 변경", "Maintenance rescheduled"],
  label_reminded: ["점검 알림", "Maintenance reminder"],
  label_started: ["점검 시작", "Maintenance started"],
  label_verifying: ["점검 확인 중", "Maintenance verifying"],
  label_extended: ["점검 연장", "Maintenance extended"],
  label_completed: ["점검 완료", "Maintenance completed"],
  label_cancelled: ["점검 취소", "Maintenance cancelled"],
  label_maintenance_updated: ["점검 안내", "Maintenance update"],
  label_announcement_ended: ["안내 종료", "Announcement ended"],

  // One sentence that says it all.
  headline_investigating: ["장애의 원인을 조사하고 있습니다.", "We are investigating an incident."],
  headline_identified: ["원인을 확인했고 조치하고 있습니다.", "We know the cause and are working on it."],
  headline_monitoring: [
    "조치를 마치고 상태를 지켜보고 있습니다.",
    "A fix is in place and we are watching it.",
  ],
  headline_resolved: ["장애가 해결되었습니다.", "This incident is resolved."],
  headline_reopened: [
    "해결되었다고 안내한 장애가 다시 나타났습니다.",
    "An incident that was resolved has come back.",
  ],
  headline_postmortem: [
    "이 장애의 사후 분석을 게시했습니다.",
    "The postmortem of this incident is published.",
  ],
  headline_announced: ["안내 말씀드립니다.", "Here is an announcement."],
  headline_announcement_ended: ["이 안내는 종료되었습니다.", "This announcement has ended."],
  headline_scheduled: ["점검이 예정되어 있습니다.", "Maintenance is scheduled."],
  headline_rescheduled: ["점검 일정이 바뀌었습니다.", "The maintenance has new times."],
  headline_reminded: ["곧 점검을 시작합니다.", "Maintenance begins soon."],
  headline_started: ["점검을 시작했습니다.", "Maintenance has begun."],
  headline_verifying: ["점검 결과를 확인하고 있습니다.", "The work is done and being verified."],
  headline_extended: ["점검이 예정보다 길어집니다.", "The maintenance takes longer than planned."],
  headline_completed: ["점검을 마쳤습니다.", "The maintenance is completed."],
  headline_cancelled: ["예정된 점검이 취소되었습니다.", "The maintenance has been cancelled."],
  headline_maintenance_updated: ["점검에 관한 새 안내입니다.", "There is news about this maintenance."],

  // Facts.
  status: ["상태", "Status"],
  affected: ["영향 범위", "Affected"],
  began: ["시작", "Began"],
  since: ["{time}부터", "since {time}"],
  ended: ["종료", "Ended"],
  duration: ["지속 시간", "Duration"],
  window: ["점검 시간", "Window"],
  from_until: ["{from} ~ {until} ({duration})", "{from} to {until} ({duration})"],
  next_update_by: ["다음 안내 예정", "Next update by"],
  earlier: ["이전 안내", "Earlier updates"],
  more_earlier: ["이전 안내 {count}건이 더 있습니다.", "{count} more earlier updates are on the page."],
  cut: ["(이하 생략, 전체 내용은 페이지에 있습니다)", "(shortened; the page has the whole text)"],
  open_incident: ["장애 페이지 열기", "Open the incident page"],
  open_maintenance: ["점검 페이지 열기", "Open the maintenance page"],
  open_announcement: ["안내 페이지 열기", "Open the announcement"],
  open_status: ["현재 상태 보기", "Show current status"],

  // Foot.
  why_subscribed: [
    "{page}의 업데이트를 구독하고 있어 보내 드립니다.",
    "You get this because you subscribed to updates of {page}.",
  ],
  why_asked: [
    "{page}에서 누군가 이 주소를 입력해 보내 드립니다. 요청하지 않았다면 아무것도 하지 않으셔도 됩니다.",
    "Somebody entered this address at {page}. If it was not you, nothing needs to be done.",
  ],
  why_team: [
    "{page}을(를) 운영하는 팀에 속해 있어 보내 드립니다.",
    "You get this because you are of the team that runs {page}.",
  ],
  manage: ["알림 설정", "Manage notifications"],
  unsubscribe: ["구독 해지", "Unsubscribe"],
  privacy: [
    "주소는 알림을 보내는 데에만 쓰며, 열람 여부를 추적하지 않습니다.",
    "Your address is used for these messages alone. Nothing is tracked.",
  ],
  times_in: ["모든 시각은 {zone} 기준입니다.", "All times are in {zone}."],
});
