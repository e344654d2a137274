import { defineWords } from "./define.ts";

/** Words of the subscribe page and of the pages that answer its form. */
export const subscribeWord = defineWords({
  subscribe: ["구독", "Subscribe"],
  title: ["업데이트 구독", "Subscribe to updates"],
  lead: [
    "장애와 점검 소식을 생길 때마다 알려 드립니다. 언제든 한 번에 해지할 수 있습니다.",
    "Hear about incidents and maintenance as they happen. One click ends it, at any time.",
  ],
  about: ["{name}의 장애와 점검 소식 구독하기", "Subscribe to incidents and maintenance of {name}"],
  follow: ["이 소식만 구독", "Follow this incident"],
  follow_window: ["이 점검만 구독", "Follow this maintenance"],
  follow_lead: [
    "이 건의 새 안내를 끝날 때까지 알려 드립니다. 다른 소식은 보내지 않습니다.",
    "You are told every new update of this one until it is over, and nothing else.",
  ],
  follow_all: ["모든 소식 구독하기", "Subscribe to everything instead"],
  already: ["이미 구독 중이신가요?", "Subscribed already?"],
  to_manage: ["구독 관리", "Manage your subscription"],

  // Where to.
  where: ["받을 곳", "Where to"],
  channel_email: ["메일", "Email"],
  channel_sms: ["문자", "SMS"],
  channel_slack: ["Slack", "Slack"],
  channel_teams: ["Teams", "Teams"],
  channel_webhook: ["웹훅", "Webhook"],
  email: ["메일 주소", "Email address"],
  email_hint: [
    "확인 메일을 보내 드립니다. 메일의 링크에서 확인을 누르면 구독이 시작됩니다.",
    "We send a message with a link. The subscription begins once you confirm it there.",
  ],
  phone_country: ["국가", "Country"],
  phone_number: ["휴대전화 번호", "Mobile number"],
  phone_hint: [
    "6자리 확인 번호를 문자로 보내 드립니다. 문자는 장애의 시작과 해결, 점검 시작만 알립니다.",
    "We text you a 6-digit code. Text messages tell when an incident begins and is resolved, and when maintenance starts.",
  ],
  slack_endpoint: ["Slack 수신 웹훅 주소", "Slack incoming webhook URL"],
  slack_hint: [
    "그 채널에 확인 링크를 올립니다. 채널의 누군가가 확인하면 구독이 시작됩니다.",
    "We post a link to that channel. The subscription begins once somebody there confirms it.",
  ],
  teams_endpoint: ["Teams 워크플로 주소", "Teams workflow URL"],
  teams_hint: [
    "‘웹후크 요청을 받으면 채널에 게시’ 워크플로의 주소입니다. 채널에 확인 링크를 올립니다.",
    "The address of a “post to a channel when a webhook request is received” workflow. We post a link to confirm there.",
  ],
  teams_mode: ["워크플로가 받는 형식", "What the workflow takes"],
  teams_message: ["메시지 안의 카드 (보통)", "A card within a message (usual)"],
  teams_card: ["카드만", "The card alone"],
  teams_mode_hint: [
    "확인 카드가 채널에 보이지 않으면 다른 형식을 골라 다시 시도하세요.",
    "If no card appears in the channel, choose the other one and try again.",
  ],
  webhook_endpoint: ["웹훅 주소", "Webhook URL"],
  webhook_hint: [
    "공개 인터넷의 주소여야 합니다. 그 주소로 확인 링크가 담긴 요청을 한 번 보냅니다. 모든 요청에는 서명이 붙습니다.",
    "It must be on the public internet. We send it one request with a link to confirm. Every request is signed.",
  ],
  contact_email: [
    "전송이 계속 실패할 때 알릴 메일 주소 (선택)",
    "Email address to tell if it keeps failing (optional)",
  ],
  only_feeds: [
    "지금은 피드와 캘린더로만 소식을 받을 수 있습니다.",
    "At the moment updates are available as feeds and as a calendar.",
  ],

  email_wrong: ["메일 주소의 형식이 아닙니다.", "This does not look like an email address."],
  url_wrong: ["https://로 시작하는 주소를 넣어 주세요.", "Enter an address that begins with https://."],
  phone_wrong: ["전화번호의 형식이 아닙니다.", "This does not look like a phone number."],

  // What, and when.
  what: ["받을 소식", "Which updates"],
  scope_all: ["모든 구성 요소", "Everything"],
  scope_some: ["고른 구성 요소만", "Only the components I choose"],
  whole_group: ["{name} 전체", "All of {name}"],
  components: ["구성 요소", "Components"],
  more: ["더 자세한 설정", "More choices"],
  more_hint: ["종류, 심각도, 받을 시간, 언어", "Kinds, severity, times, language"],
  kinds: ["종류", "Kinds"],
  kind_incidents: ["장애", "Incidents"],
  kind_maintenance: ["점검", "Maintenance"],
  kind_postmortems: ["사후 분석", "Post-mortems"],
  kind_reports: ["가용성 보고서", "Uptime reports"],
  min_impact: ["알릴 장애의 정도", "How severe an incident must be"],
  impact_none: ["모든 장애", "Any incident"],
  impact_minor: ["성능 저하부터", "Degraded performance or worse"],
  impact_major: ["부분 장애부터", "Partial outage or worse"],
  impact_critical: ["중대 장애만", "Major outage only"],
  impact_hint: [
    "점검과 일반 안내에는 적용되지 않습니다.",
    "Maintenance and announcements are told in any case.",
  ],
  quiet: ["조용한 시간", "Quiet hours"],
  quiet_hint: [
    "이 시간에는 보내지 않습니다. 끝날 때까지 이어지고 있으면 그때의 상태를 한 번 알려 드립니다.",
    "Nothing is sent then. What still goes on afterwards is told once, as it is by then.",
  ],
  quiet_from: ["시작", "From"],
  quiet_until: ["끝", "Until"],
  digest: ["하루 한 번 모아 받기", "One summary a day"],
  digest_hint: [
    "바로 알리는 대신 하루치를 한 번에 보냅니다.",
    "Instead of at once, everything of a day together.",
  ],
  digest_at: ["받을 시각", "At"],
  language: ["받을 언어", "Language"],
  time_zone: ["시간대", "Time zone"],
  time_zone_hint: [
    "조용한 시간과 모아 받는 시각의 기준입니다. 예: Asia/Seoul",
    "For quiet hours and the summary. For example Europe/London",
  ],
  use_zone: ["내 시간대 사용: {zone}", "Use mine: {zone}"],

  // Consent.
  privacy: ["개인정보", "Your data"],
  notice_short: [
    "받을 곳과 고른 내용을 소식을 보내는 데만 쓰고, 해지하면 {days}일 뒤 지웁니다.",
    "Where to reach you and what you chose is used to send you these updates and nothing else. It is erased {days} days after you unsubscribe.",
  ],
  consent: [
    "소식을 받기 위한 개인정보 수집과 이용에 동의합니다.",
    "I agree that this is stored and used to send me these updates.",
  ],
  consent_missing: ["동의해야 소식을 보내 드릴 수 있습니다.", "Without your consent nothing can be sent."],
  notice_title: ["개인정보 안내 전문", "The whole privacy notice"],
  notice_what: ["저장하는 것", "What is stored"],
  notice_what_text: [
    "받을 곳(메일 주소, 전화번호 또는 웹훅 주소), 고른 구성 요소와 설정, 동의한 때와 이 안내의 판, 보낸 기록(시각과 성공 여부). 보낸 기록에는 주소가 남지 않습니다.",
    "Where to reach you (an email address, a phone number or a webhook URL), the components and settings you chose, when you agreed and to which version of this notice, and when something was sent and whether it arrived. The record of what was sent holds no addresses.",
  ],
  notice_why: ["쓰는 목적", "Why"],
  notice_why_text: [
    "고른 장애와 점검 소식을 보내고, 구독을 확인하고, 남용을 막기 위해서입니다. 열람이나 클릭은 추적하지 않습니다. 광고에 쓰지 않습니다.",
    "To send you the updates you chose, to make sure that it was you who asked, and against abuse. Opens and clicks are not tracked. Nothing is used for advertising.",
  ],
  notice_long: ["보관 기간", "How long"],
  notice_long_text: [
    "확인하지 않은 신청은 {pending}일, 해지한 구독은 {gone}일 뒤 지웁니다. 보낸 기록은 {kept}일 보관합니다. 해지한 뒤에는 다시 보내지 않기 위해 알아볼 수 없게 만든 값(해시)만 남습니다.",
    "A sign-up that nobody confirms for {pending} days, a subscription for {gone} days after it ended, the record of what was sent for {kept} days. What stays is a keyed hash that nobody can read, so that you are never written to again by mistake.",
  ],
  notice_who: ["전달받는 곳", "Who gets it"],
  notice_who_text: [
    "{name} 운영 팀과, 메시지를 실제로 보내는 메일·문자 사업자 또는 지정하신 Slack·Teams·웹훅 서비스입니다.",
    "The team that runs {name}, and whoever carries the message: a mail or text provider, or the Slack, Teams or webhook service that you named.",
  ],
  notice_rights: ["권리", "Your rights"],
  notice_rights_text: [
    "구독 관리에서 언제든 내용을 보고, 고치고, 해지하고, 바로 지울 수 있습니다. 동의하지 않아도 이 페이지와 피드는 그대로 볼 수 있습니다.",
    "On the page where you manage your subscription you can see, change and end it and have it erased at once, at any time. Without agreeing you can still read this page and its feeds.",
  ],
  notice_version: ["안내 판: {version}", "Version of this notice: {version}"],
  send: ["구독하기", "Subscribe"],
  faults: ["{count}곳을 고쳐 주세요", "Please correct {count} of your entries"],
  not_accepted: ["접수하지 못했습니다", "This was not accepted"],

  // Feeds, beside the form.
  feeds: ["가입 없이 받기", "Without signing up"],
  feeds_hint: [
    "피드 리더나 캘린더 앱에 주소를 넣으면 됩니다. 저장되는 정보가 없습니다.",
    "Add an address to a feed reader or a calendar. Nothing about you is stored.",
  ],
  feed_atom: ["Atom 피드", "Atom feed"],
  feed_rss: ["RSS 피드", "RSS feed"],
  feed_json: ["JSON 피드", "JSON feed"],
  feed_ical: ["점검 일정 (iCal)", "Maintenance calendar (iCal)"],
  feed_api: ["상태 API", "Status API"],
});
