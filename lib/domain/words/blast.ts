import { defineWords } from "./define.ts";

/** Before publishing: who will be told, by which message, and what the texts cost. */
export const blastWord = defineWords({
  notify: ["구독자에게 알림 보내기", "Notify subscribers"],
  off: [
    "아무에게도 보내지 않습니다. 페이지와 피드에만 표시됩니다.",
    "Nobody is written to. It appears on the page and in feeds only.",
  ],
  off_remains: [
    "알림을 보내지 않았다는 표시가 기록에 남습니다.",
    "The record says that nobody was notified.",
  ],
  counting: ["받을 사람을 세는 중…", "Counting who would be told…"],
  unknown: [
    "받을 사람을 지금 셀 수 없습니다. 게시하는 데는 문제가 없습니다.",
    "Who would be told cannot be counted now. Publishing works all the same.",
  ],
  nobody: ["받을 구독자가 없습니다", "No subscriber would be told"],
  nobody_why: [
    "확인을 마친 구독자 가운데 이 일에 해당하는 사람이 없습니다.",
    "No confirmed subscriber has chosen to hear of this.",
  ],
  total: ["{n}명에게 보냅니다", "{n} will be told"],
  total_one: ["1명에게 보냅니다", "1 will be told"],
  later: [
    "그 가운데 {n}명은 방해 금지 시간이 끝난 뒤나 모아 받는 때에 받습니다.",
    "{n} of them hear of it later: after quiet hours, or in their digest.",
  ],
  not_configured: [
    "{channel}: 설정되지 않아 보내지 못합니다 ({n}명)",
    "{channel} is not configured: {n} will not be reached",
  ],
  by_component: ["구성 요소별", "By component"],
  without_limit: ["모든 소식을 받는 구독자", "Those who hear of everything"],
  components_note: [
    "여러 구성 요소를 고른 구독자는 각각에 셉니다. 한 사람에게는 한 번만 보냅니다.",
    "Who has chosen several components counts at each; everybody is told once.",
  ],
  messages: ["보낼 메시지 보기", "See the messages"],
  messages_loading: ["메시지를 만드는 중…", "Making the messages…"],
  messages_again: ["지금 글로 다시 만들기", "Make them again"],
  messages_stale: ["글이 바뀌었습니다.", "The text has changed since."],
  form: ["형식", "Form"],
  language: ["언어", "Language"],
  ko: ["한국어", "Korean"],
  en: ["영어", "English"],
  subject: ["제목", "Subject"],
  mail_frame: ["메일 미리 보기", "Preview of the mail"],
  as_html: ["화면", "Shown"],
  as_text: ["텍스트", "Plain text"],
  from: ["보내는 사람", "From"],
  body_json: ["웹훅 본문", "Body of the webhook"],
  segments: ["{n}조각 ({characters}자, {encoding})", "{n} segments ({characters} characters, {encoding})"],
  segments_one: ["1조각 ({characters}자, {encoding})", "1 segment ({characters} characters, {encoding})"],
  sms_total: [
    "문자 {recipients}건 × {segments}조각 = {total}조각",
    "{recipients} texts × {segments} segments = {total} segments",
  ],
  sms_cost: ["예상 비용 {cost}", "about {cost}"],
  sms_price: ["한 조각 요금", "Price of a segment"],
  sms_price_hint: [
    "통신사 요금표의 값. 이 브라우저에만 기억합니다.",
    "As your provider bills it; remembered in this browser only.",
  ],
  sms_unpriced: ["통신사는 조각마다 요금을 매깁니다.", "Providers bill each segment."],
  confirm_title: ["{n}명에게 보낼까요?", "Tell {n} people?"],
  confirm_why: [
    "게시하면 바로 발송이 시작되고, 보낸 메시지는 되돌릴 수 없습니다.",
    "Publishing begins to send at once; a message that was sent cannot be taken back.",
  ],
  confirm_type: ["계속하려면 받을 사람 수 {n}을(를) 입력하세요", "Type the number {n} to go on"],
  confirm_send: ["게시하고 {n}명에게 보내기", "Publish and tell {n}"],
  confirm_back: ["더 고치기", "Go on writing"],
  confirm_unsure: [
    "지금은 정확히 셀 수 없어 전체 구독자 수를 보여 줍니다.",
    "It cannot be counted exactly now: this is the number of all subscribers.",
  ],
});
