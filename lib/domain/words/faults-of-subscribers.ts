/** What is refused of subscriptions: English as the API says it, Korean as people read it. */
export const FAULT_WORDS_OF_SUBSCRIBERS: readonly (readonly [en: string, ko: string])[] = [
  [
    "must be a mail address that mail can reach, such as name@example.com",
    "name@example.com처럼 메일을 받을 수 있는 주소여야 합니다",
  ],
  [
    "must be a mobile number of {countries}, such as +821012345678",
    "{countries}의 휴대전화 번호여야 합니다. 예: +821012345678",
  ],
  [
    "must be the https:// address of an incoming webhook of Slack",
    "Slack 수신 웹훅의 https:// 주소여야 합니다",
  ],
  ["must be the https:// address of a workflow of Teams", "Teams 워크플로의 https:// 주소여야 합니다"],
  [
    "must be an http:// or https:// address that is on the public internet",
    "공개 인터넷에서 접속할 수 있는 http:// 또는 https:// 주소여야 합니다",
  ],
  ["no such incident on this page", "이 페이지에 없는 장애입니다"],
  ["please agree that we keep this to tell you", "알림을 보내기 위한 정보 보관에 동의해 주세요"],
  ["this page does not send over this channel", "이 페이지에서는 이 방법으로 알림을 보내지 않습니다"],
  [
    "webhooks are added by the team of this page: please ask them",
    "웹훅은 이 페이지의 운영자가 추가합니다. 운영자에게 요청해 주세요",
  ],
  ["Too many requests: please wait a moment", "요청이 너무 많습니다. 잠시 후 다시 시도하세요"],
  ["This link is not one of ours", "이 페이지에서 만든 링크가 아닙니다"],
  [
    "quiet hours need a beginning and another end",
    "방해 금지 시간은 시작과 끝을 서로 다르게 입력해야 합니다",
  ],
  ["choose at least one", "하나 이상 고르세요"],
  ['a time of the day, such as "22:00"', '"22:00"처럼 하루 중의 시각이어야 합니다'],
  ["at most {n} of them", "최대 {n}개입니다"],
  ["two letters, such as KR", "KR처럼 두 글자여야 합니다"],
  [
    "this code is wrong or no longer good; after {n} wrong tries a new one can be had in {minutes} minutes",
    "코드가 틀렸거나 더 이상 쓸 수 없습니다. {n}번 틀리면 {minutes}분 뒤에 새 코드를 받을 수 있습니다",
  ],
  ["Only confirmed webhooks have a secret", "확인된 웹훅에만 비밀 키가 있습니다"],
  [
    "asked not to be written to: only their own confirmation brings them back",
    "수신을 거부한 주소입니다. 본인이 직접 확인해야 다시 구독할 수 있습니다",
  ],
  [
    "They asked not to be written to: only their own confirmation brings them back",
    "수신을 거부한 구독자입니다. 본인이 직접 확인해야 다시 구독할 수 있습니다",
  ],
  ["This address has subscribed already", "이미 구독 중인 주소입니다"],
  ["Somebody has just added this subscriber: try again", "방금 추가된 구독자입니다. 다시 시도하세요"],
  ["Only quarantined subscribers can be reactivated", "격리된 구독자만 다시 활성화할 수 있습니다"],
  [
    "Only who has not confirmed yet can be asked again",
    "아직 확인하지 않은 구독자에게만 다시 보낼 수 있습니다",
  ],
  [
    "They were asked a moment ago: please wait ten minutes",
    "방금 확인 요청을 보냈습니다. 10분 뒤에 다시 시도하세요",
  ],
  ["At most {n} subscribers at once", "한 번에 최대 {n}명입니다"],
  ["This call is not signed by the provider of SMS", "SMS 제공자가 서명하지 않은 호출입니다"],
  ["the id of an event", "소식의 번호여야 합니다"],
  ["the id of a delivery", "발송의 번호여야 합니다"],
  [
    "give one of event_id, incident_id and subscriber_id",
    "event_id, incident_id, subscriber_id 가운데 하나만 지정하세요",
  ],
  ["needed, unless it goes to a subscriber", "구독자에게 보내는 것이 아니면 꼭 필요합니다"],
  ["At most {n} test messages a minute for one page", "시험 메시지는 한 페이지에서 1분에 최대 {n}건입니다"],
  [
    "needed: the day or instant at which they agreed, such as 2026-01-31",
    "필수 항목입니다. 동의한 날짜나 시각을 2026-01-31처럼 입력하세요",
  ],
  [
    "a day or an instant with its zone, such as 2026-01-31",
    "2026-01-31처럼 날짜이거나 시간대가 있는 시각이어야 합니다",
  ],
  ["must not lie in the future", "미래일 수 없습니다"],
  [
    "the first line must name the columns destination (or email) and consent_at",
    "첫 줄에 destination(또는 email)과 consent_at 열 이름이 있어야 합니다",
  ],
  ["at most {n} rows at once", "한 번에 최대 {n}행입니다"],
  [
    "only who is active is taken over: the others did not agree, or left",
    "활성 상태의 구독자만 가져옵니다. 나머지는 동의하지 않았거나 구독을 해지했습니다",
  ],
  ["the text is too long: import it in parts", "내용이 너무 깁니다. 나누어 가져오세요"],
];
