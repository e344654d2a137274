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
    "{page}를 운영하는 팀에 속해 있어 보내 드립니다.",
    "You get this because you are of the team that runs {page}.",
  ],
  manage: ["알림 설정", "Manage notifications"],
  unsubscribe: ["구독 해지", "Unsubscribe"],
  privacy: [
    "주소는 알림을 보내는 데에만 쓰며, 열람 여부를 추적하지 않습니다.",
    "Your address is used for these messages alone. Nothing is tracked.",
  ],
  why_owner: [
    "{page}의 알림을 받는 주소의 연락처로 등록되어 있어 보내 드립니다.",
    "You get this because you are the contact of an address that receives updates of {page}.",
  ],
  why_test: [
    "{page} 담당자가 보낸 시험 발송입니다.",
    "Somebody of the team that runs {page} sent this as a test.",
  ],

  // Proofs and links.
  confirm_subject: ["구독을 확인해 주세요 - {page}", "Please confirm your subscription - {page}"],
  confirm_title: ["구독을 확인해 주세요", "Please confirm your subscription"],
  confirm_lead: [
    "이 주소로 {page}의 업데이트를 받으려면 아래 버튼을 누르고 열리는 페이지에서 확인해 주세요.",
    "To get updates of {page} at this address, open the page below and confirm there.",
  ],
  confirm_button: ["확인 페이지 열기", "Open the confirmation page"],
  confirm_until: ["링크 유효 기간", "The link works until"],
  challenge_lead: [
    "이곳으로 {page}의 업데이트를 보내 달라는 요청이 있었습니다. 맞다면 아래 페이지를 열어 확인해 주세요. 확인하기 전에는 아무것도 보내지 않습니다.",
    "Somebody asked for updates of {page} to be sent here. If that is right, open the page below and confirm there. Nothing is sent before.",
  ],
  manage_subject: ["알림 설정 링크 - {page}", "Your notification settings - {page}"],
  manage_title: ["알림 설정", "Your notification settings"],
  manage_lead: [
    "받는 소식과 받는 방법을 아래 페이지에서 바꾸거나 그만 받을 수 있습니다. 이 링크는 다른 사람에게 전달하지 마세요.",
    "Change what you hear of and how, or stop it, on the page below. Please do not pass this link on.",
  ],
  manage_button: ["알림 설정 열기", "Open the settings"],
  code_sms: [
    "[{page}] 확인 번호 {code} ({minutes}분 안에 입력). 요청하지 않았다면 무시하세요.",
    "[{page}] Your code is {code} (good for {minutes} minutes). Not you? Ignore this.",
  ],

  // To the team.
  invitation_subject: ["{page} 팀 초대", "You are invited to the team of {page}"],
  invitation_title: ["팀에 초대되었습니다", "You are invited to the team"],
  invitation_lead: [
    "{page}를 함께 운영하도록 초대되었습니다. 아래 페이지에서 이름과 비밀번호를 정하면 시작할 수 있습니다.",
    "You are invited to help run {page}. Choose a name and a password on the page below to begin.",
  ],
  invitation_button: ["초대 수락", "Accept the invitation"],
  role: ["역할", "Role"],
  why_invited: [
    "{page}의 관리자가 이 주소를 초대해 보내 드립니다. 아는 일이 아니라면 무시하셔도 됩니다.",
    "An owner of {page} invited this address. If you do not know of it, ignore this message.",
  ],
  reset_subject: ["비밀번호 재설정 - {page}", "Set a new password - {page}"],
  reset_title: ["비밀번호를 새로 정하세요", "Set a new password"],
  reset_lead: [
    "{page} 계정의 비밀번호를 아래 페이지에서 새로 정할 수 있습니다. 링크는 한 번만 쓸 수 있습니다.",
    "Set a new password for your account at {page} on the page below. The link works once.",
  ],
  reset_button: ["새 비밀번호 정하기", "Set a new password"],
  why_reset: [
    "{page}에서 이 계정의 비밀번호 재설정이 요청되어 보내 드립니다. 요청하지 않았다면 무시하세요. 비밀번호는 그대로입니다.",
    "A new password was asked for this account at {page}. If it was not you, ignore this message: the password stays as it is.",
  ],
  link_until: ["링크 유효 기간", "The link works until"],
  stale_subject: ["[안내 필요] {name} - {page}", "[Update needed] {name} - {page}"],
  stale_label: ["안내 필요", "Update needed"],
  stale_lead: [
    "이 장애에 대해 {hours}시간 동안 새 안내가 없었습니다. 지금 아는 것과 다음 안내 시각을 알려 주세요.",
    "Nothing new was said of this incident for {hours} hours. Please tell readers what is known, and when they hear more.",
  ],
  stale_lead_plain: [
    "이 장애에 대해 한동안 새 안내가 없었습니다. 지금 아는 것과 다음 안내 시각을 알려 주세요.",
    "Nothing new was said of this incident for a while. Please tell readers what is known, and when they hear more.",
  ],
  attention_subject: ["[확인 필요] {name} - {page}", "[Needs you] {name} - {page}"],
  attention_label: ["확인 필요", "Needs you"],
  attention_suggested: [
    "모니터가 문제를 감지해 장애 초안을 준비했거나 이 장애에 덧붙일 내용이 있습니다. 확인하고 게시 여부를 정해 주세요.",
    "Monitors see trouble: a draft is ready, or there is something to add to this incident. Please look at it and decide.",
  ],
  attention_resolve_proposed: [
    "측정값이 정상으로 돌아왔습니다. 장애를 해결로 바꿀지 확인해 주세요.",
    "Measurements are back to normal. Please check whether the incident can be resolved.",
  ],
  page_label: ["호출 {level}단계", "Page, level {level}"],
  page_lead_critical: [
    "{slo} 목표가 심각하게 위반되고 있습니다. 확인하고 맡았음을 알려 주세요.",
    "{slo} is critically violated. Please look at it, and say that you have it.",
  ],
  page_lead_warning: [
    "{slo} 목표의 오류 예산이 빠르게 줄고 있습니다.",
    "The error budget of {slo} is being spent fast.",
  ],
  page_actual: ["지금 값", "Now"],
  page_target: ["목표", "Target"],
  page_since: ["시작", "Since"],
  page_step: ["할 일 {n}", "Step {n}"],
  open_admin: ["관리 화면에서 열기", "Open it in the admin"],

  // To whom a webhook or a chat belongs.
  quarantined_subject: ["알림을 전달하지 못하고 있습니다 - {page}", "Updates cannot be delivered - {page}"],
  quarantined_label: ["전달 안 됨", "Not delivered"],
  failing_title: ["알림을 전달하지 못하고 있습니다", "Updates cannot be delivered"],
  failing_lead: [
    "{channel} 주소로 보낸 알림이 연달아 실패했습니다. 계속 다시 시도하고 있지만, 5일 동안 성공하지 못하면 멈춥니다.",
    "Several updates in a row could not be delivered to the {channel} address. We keep trying, and stop after 5 days without success.",
  ],
  stopped_title: ["알림 전달을 멈췄습니다", "Updates are no longer delivered"],
  stopped_lead: [
    "{channel} 주소가 더는 알림을 받지 않아 보내기를 멈췄습니다. 주소를 고친 뒤 알림 설정에서 다시 켤 수 있습니다.",
    "The {channel} address does not take updates any more, so nothing is sent to it now. Once it is mended, switch it on again in the settings.",
  ],
  destination: ["받는 곳", "Destination"],
  failures: ["연속 실패", "Failures in a row"],
  failing_since: ["실패 시작", "Failing since"],
  channel_email: ["메일", "mail"],
  channel_sms: ["문자", "SMS"],
  channel_slack: ["Slack", "Slack"],
  channel_teams: ["Teams", "Teams"],
  channel_webhook: ["웹훅", "webhook"],

  // Digests and tests.
  digest_subject: ["소식 모음 {count}건 - {page}", "Digest: {count} events - {page}"],
  digest_title: ["모아 보내 드리는 소식", "Your digest"],
  digest_lead: [
    "지난 소식 이후 {count}건의 안내가 있었습니다. 지금 상태는 다음과 같습니다.",
    "There were {count} events since the last digest. This is how they stand now.",
  ],
  digest_sms: ["[{page}] 소식 {count}건: {url}", "[{page}] {count} events: {url}"],
  test_subject: ["시험 발송 - {page}", "Test message - {page}"],
  test_label: ["시험", "Test"],
  test_title: ["시험 발송입니다", "This is a test"],
  test_lead: [
    "이 메시지가 보이면 {page}의 알림이 이곳에 도착합니다. 따로 하실 일은 없습니다.",
    "If you can read this, updates of {page} arrive here. There is nothing to do.",
  ],
  test_sms: ["[{page}] 시험 발송입니다.", "[{page}] This is a test message."],
  event_sms: ["[{page}] {label}: {name}", "[{page}] {label}: {name}"],
  until: ["{time}까지", "until {time}"],
  times_in: ["모든 시각은 {zone} 기준입니다.", "All times are in {zone}."],
});
